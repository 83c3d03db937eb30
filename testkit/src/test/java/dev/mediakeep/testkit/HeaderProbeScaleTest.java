package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.format.MediaProbe;
import dev.mediakeep.format.ProbeResult;
import dev.mediakeep.format.ProbeResult.Malformed;
import dev.mediakeep.format.ProbeResult.Recognised;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files as large as they come, honest ones and others. */
@Timeout(20)
final class HeaderProbeScaleTest {
  private static final long TWO_GB = 2_000_000_000L;
  private static final int FIFTY_MB = 50_000_000;

  private final MediaProbe probe = new HeaderProbe();

  @Test
  void reads_a_sparse_film_of_two_gigabytes(@TempDir Path folder) throws Exception {
    byte[] film = SampleFiles.good("moov-last.mp4").bytes();
    int payload = boxAt(film, "mdat");
    int moov = boxAt(film, "moov");
    Path file = folder.resolve("large.mp4");
    try (SeekableByteChannel sparse =
        Files.newByteChannel(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      sparse.write(ByteBuffer.wrap(film, 0, payload));
      sparse.write(largePayload());
      sparse.position(payload + TWO_GB);
      sparse.write(ByteBuffer.wrap(film, moov, film.length - moov));
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      assertThat(probe.probe(channel))
          .isEqualTo(new Recognised(SampleFiles.good("moov-last.mp4").shape()));
    }
  }

  @Test
  void reads_two_gigabytes_of_payload_with_few_reads() throws Exception {
    byte[] film = SampleFiles.good("faststart.mp4").bytes();
    byte[] head = Arrays.copyOf(film, boxAt(film, "mdat") + 16);
    largePayload().get(head, head.length - 16, 16);
    CountingChannel channel = new CountingChannel(head, new byte[4_096], head.length - 16 + TWO_GB);

    assertThat(probe.probe(channel))
        .isEqualTo(new Recognised(SampleFiles.good("faststart.mp4").shape()));
    assertThat(channel.reads()).isLessThan(8);
    assertThat(channel.bytesRead()).isLessThan(100_000);
  }

  @Test
  void reads_each_byte_of_a_large_photo_once() throws Exception {
    byte[] photo = SampleFiles.jpeg().bytes();
    byte[] head = Arrays.copyOf(photo, photo.length - 2);
    CountingChannel channel =
        new CountingChannel(head, HexFormat.of().parseHex("12ff00ffd0"), FIFTY_MB);

    assertThat(probe.probe(channel))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed -> assertThat(malformed.reason()).startsWith("no EOI marker"));
    assertThat(channel.bytesRead()).isBetween((long) FIFTY_MB, FIFTY_MB + 100_000L);
    assertThat(channel.reads()).isLessThan(1_000);
  }

  @Test
  void gives_up_on_millions_of_empty_boxes() throws Exception {
    assertGivesUp(latin("\0\0\0\u0010ftypisom\0\0\0\0"), latin("\0\0\0\bfree"));
  }

  @Test
  void gives_up_on_boxes_strewn_far_apart() throws Exception {
    byte[] scattered = new byte[20_000];
    ByteBuffer.wrap(scattered).putInt(scattered.length).put(latin("free"));
    CountingChannel channel =
        new CountingChannel(
            latin("\0\0\0\u0010ftypisom\0\0\0\0"), scattered, 16 + 20_000L * 1_500_000);

    assertThat(reasonFor(channel)).startsWith("must be readable with at most 1000000 reads");
  }

  @Test
  void gives_up_on_millions_of_empty_chunks() throws Exception {
    byte[] png = SampleFiles.png().bytes();
    byte[] head = Arrays.copyOf(png, 33);
    assertGivesUp(head, latin("\0\0\0\0teSt\0\0\0\0"));
  }

  @Test
  void gives_up_on_millions_of_tiny_blocks() throws Exception {
    byte[] gif = SampleFiles.good("still.gif").bytes();
    byte[] head = Arrays.copyOf(gif, 13 + 3 * 64);
    assertGivesUp(head, latin("!\u00fe\u0001a\0"));
  }

  @Test
  void gives_up_on_millions_of_empty_elements() throws Exception {
    byte[] live = SampleFiles.good("live.webm").bytes();
    assertGivesUp(live, latin("\u00ec\u0080"));
  }

  @Test
  void reads_a_live_film_of_half_an_hour() throws Exception {
    byte[] live = SampleFiles.good("recorder.webm").bytes();
    byte[] block = new byte[10_000];
    ByteBuffer.wrap(block)
        .put((byte) 0xa3)
        .putInt(0x1000_0000 | (block.length - 5))
        .put((byte) 0x81);
    CountingChannel channel =
        new CountingChannel(live, block, live.length + (TWO_GB / block.length) * block.length);

    assertThat(probe.probe(channel)).isInstanceOf(Recognised.class);
    assertThat(channel.reads()).isLessThan(300_000);
  }

  private void assertGivesUp(byte[] head, byte[] pattern) throws Exception {
    long repeats = TWO_GB / pattern.length;
    CountingChannel channel =
        new CountingChannel(head, pattern, head.length + repeats * pattern.length);
    assertThat(reasonFor(channel)).startsWith("must have at most 4000000 parts");
    assertThat(channel.bytesRead()).isLessThan(100_000_000);
  }

  private String reasonFor(SeekableByteChannel channel) throws Exception {
    ProbeResult result = probe.probe(channel);
    assertThat(result).isInstanceOf(Malformed.class);
    return ((Malformed) result).reason();
  }

  private static ByteBuffer largePayload() {
    return ByteBuffer.allocate(16).putInt(1).put(latin("mdat")).putLong(TWO_GB).flip();
  }

  private static int boxAt(byte[] film, String type) {
    return new String(film, StandardCharsets.ISO_8859_1).indexOf(type) - 4;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
