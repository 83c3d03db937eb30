package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaProbe;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.format.ProbeResult;
import dev.mediakeep.format.ProbeResult.Malformed;
import dev.mediakeep.format.ProbeResult.Recognised;
import dev.mediakeep.format.ProbeResult.Unrecognised;
import dev.mediakeep.media.MediaLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class HeaderProbeTest {
  private static final int CUTS = 400;
  private static final int LAST_BYTES = 40;

  /** Files of which a first part can be a whole file too. */
  private static final Set<String> CUTTABLE =
      Set.of(
          "zip-behind.jpg",
          "fragmented.mp4",
          "half-fragmented.mp4",
          "recorder.mp4",
          "live.webm",
          "recorder.webm");

  private final MediaProbe probe = new HeaderProbe();

  static List<SampleFile> good() {
    return SampleFiles.good();
  }

  static List<BadFile> bad() {
    return SampleFiles.bad();
  }

  @ParameterizedTest
  @MethodSource("good")
  void reads_real_files_as_other_programs_do(SampleFile file) throws Exception {
    assertThat(probe(file.bytes())).isEqualTo(new Recognised(file.shape()));
  }

  @ParameterizedTest
  @MethodSource("good")
  void sniffs_what_it_then_reads(SampleFile file) {
    byte[] bytes = file.bytes();
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, MediaProbe.SNIFF_BYTES));
    assertThat(probe.sniff(head)).contains(file.format());
  }

  @ParameterizedTest
  @MethodSource("good")
  void never_takes_a_part_for_the_whole(SampleFile file) throws Exception {
    byte[] bytes = file.bytes();
    int step = Math.max(1, bytes.length / CUTS);
    for (int length = 0;
        length < bytes.length;
        length += length < bytes.length - LAST_BYTES ? step : 1) {
      ProbeResult result = probe(Arrays.copyOf(bytes, length));
      if (result instanceof Recognised(MediaShape shape)) {
        assertThat(CUTTABLE).as("cut at %s", length).contains(file.name());
        assertThat(shape.dimensions()).isEqualTo(file.dimensions());
        assertThat(shape.duration().orElse(Duration.ZERO))
            .isLessThanOrEqualTo(file.duration().orElse(Duration.ZERO));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void tells_why_bad_files_are_bad(BadFile file) throws Exception {
    ProbeResult result = probe(file.bytes());
    MediaLimits limits = MediaLimits.ofDefaults();
    switch (file.refusal()) {
      case MEDIA_EMPTY, MEDIA_TYPE_UNKNOWN -> assertThat(result).isInstanceOf(Unrecognised.class);
      case MEDIA_MALFORMED -> assertThat(result).isInstanceOf(Malformed.class);
      case MEDIA_TOO_MANY_PIXELS ->
          assertThat(shapeOf(result).dimensions().pixels()).isGreaterThan(limits.pixels());
      case MEDIA_TOO_LONG ->
          assertThat(shapeOf(result).duration().orElseThrow())
              .isGreaterThan(limits.videoDuration());
      default -> throw new AssertionError("no expectation for " + file.refusal());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "truncated.png, IDAT at 33 ends at",
    "truncated.jpg, no EOI marker before the file's end at 2000",
    "truncated.webp, 'RIFF chunk ends at 1992, the file at 1000'",
    "truncated.gif, cut off: needs",
    "truncated.avif, box mdat at",
    "truncated.mp4, box mdat at",
    "truncated-moov.mp4, box moov at",
    "truncated.mov, box mdat at",
    "truncated.webm, element 18538067 at",
    "zip-behind.png, bytes behind IEND",
    "zip-behind.webp, RIFF chunk ends at 1992",
    "page-behind.gif, bytes behind the trailer",
    "script.gif, no block starts with",
    "sound-only.mp4, no video track",
    "sound-only.webm, no video track",
    "box-bomb.mp4, says 9223372036854775807 bytes",
    "table-bomb.mp4, lists more than it holds",
    "element-bomb.webm, says 72057594037927934 bytes"
  })
  void names_what_is_wrong_and_where(String name, String reason) throws Exception {
    assertThat(probe(SampleFiles.bad(name).bytes()))
        .isInstanceOfSatisfying(
            Malformed.class, malformed -> assertThat(malformed.reason()).contains(reason));
  }

  @Test
  void each_format_has_good_and_malformed_samples() throws Exception {
    for (MediaFormat format : MediaFormat.values()) {
      assertThat(good()).extracting(SampleFile::format).contains(format);
      assertThat(bad())
          .anyMatch(file ->
              file.refusal() == ErrorCode.MEDIA_MALFORMED
                  && file.name().endsWith("." + format.extension()));
    }
  }

  @Test
  void the_position_of_the_channel_does_not_matter() throws Exception {
    CountingChannel channel = CountingChannel.of(SampleFiles.png().bytes());
    channel.position(1_000);
    assertThat(probe.probe(channel)).isEqualTo(new Recognised(SampleFiles.png().shape()));
  }

  private ProbeResult probe(byte[] bytes) throws Exception {
    return probe.probe(CountingChannel.of(bytes));
  }

  private static MediaShape shapeOf(ProbeResult result) {
    return ((Recognised) result).shape();
  }
}
