package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.LibraryFixture.ANY;
import static dev.mediakeep.testkit.LibraryFixture.IMAGE_BYTES;
import static dev.mediakeep.testkit.LibraryFixture.VIDEO_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.NewMedia;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaLibraryLimitsTest {
  private static final String IMAGE = "PNG 10x10";
  private static final String VIDEO = "WEBM 10x10 1000";

  private final LibraryFixture fixture = new LibraryFixture();

  @ParameterizedTest
  @CsvSource({
    IMAGE + "," + (IMAGE_BYTES - 1),
    IMAGE + "," + IMAGE_BYTES,
    VIDEO + "," + (VIDEO_BYTES - 1),
    VIDEO + "," + VIDEO_BYTES
  })
  void bytes_below_and_at_the_limit_are_kept(String line, int length) {
    byte[] bytes = LineProbe.file(line, length);
    assertThat(fixture.add(ANY, bytes)).isInstanceOf(AddResult.Added.class);
    assertThat(fixture.add(ANY.declaringBytes(length), bytes)).isInstanceOf(AddResult.Added.class);
  }

  @ParameterizedTest
  @CsvSource({
    IMAGE + "," + (IMAGE_BYTES + 1),
    IMAGE + "," + VIDEO_BYTES,
    IMAGE + ",1000000",
    VIDEO + "," + (VIDEO_BYTES + 1),
    VIDEO + ",1000000"
  })
  void undeclared_bytes_above_are_staged_up_to_one_more(String line, int length) {
    int most = line.equals(IMAGE) ? IMAGE_BYTES : VIDEO_BYTES;
    fixture.assertRefused(ErrorCode.MEDIA_TOO_LARGE, ANY, LineProbe.file(line, length));
    assertThat(fixture.blobs.largestStagedBytes()).isEqualTo(most + 1);
  }

  @ParameterizedTest
  @CsvSource({
    IMAGE + "," + (IMAGE_BYTES + 1),
    IMAGE + "," + VIDEO_BYTES,
    VIDEO + "," + (VIDEO_BYTES + 1)
  })
  void declared_bytes_above_are_refused_unstaged(String line, int length) {
    NewMedia request = ANY.declaringBytes(length);
    fixture.assertRefused(ErrorCode.MEDIA_TOO_LARGE, request, LineProbe.file(line, length));
    assertThat(fixture.blobs.largestStagedBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {VIDEO_BYTES + 1, Long.MAX_VALUE})
  void a_length_above_all_limits_is_refused_unread(long length) {
    InputStream unread = SampleBytes.failingAfter(0, new IOException("was read"));
    fixture.assertRefused(ErrorCode.MEDIA_TOO_LARGE, ANY.declaringBytes(length), unread);
  }

  @Test
  void a_lie_about_the_length_does_not_lift_the_limit() {
    byte[] bytes = LineProbe.file(IMAGE, 100_000);
    fixture.assertRefused(ErrorCode.MEDIA_TOO_LARGE, ANY.declaringBytes(10), bytes);
    assertThat(fixture.blobs.largestStagedBytes()).isLessThanOrEqualTo(IMAGE_BYTES + 1);
  }

  @Test
  void little_is_read_of_what_is_refused() {
    byte[] endless = LineProbe.file(IMAGE, 10_000_000);
    ByteArrayInputStream source = new ByteArrayInputStream(endless);
    fixture.assertRefused(ErrorCode.MEDIA_TOO_LARGE, ANY, source);
    assertThat(endless.length - source.available()).isLessThanOrEqualTo(4_096);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PNG 1000x1000", "PNG 1x1000000", "MP4 1000x1000 1"})
  void pixels_at_the_limit_are_kept(String line) {
    assertThat(fixture.added(line)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PNG 1000x1001", "MP4 1000x1001 1", "PNG 2147483647x2147483647"})
  void pixels_above_the_limit_are_refused(String line) {
    fixture.assertRefused(ErrorCode.MEDIA_TOO_MANY_PIXELS, ANY, LineProbe.file(line, 100));
  }

  @Test
  void a_video_may_play_30_minutes() {
    assertThat(fixture.added("MP4 10x10 1800000")).isNotNull();
    assertThat(fixture.added("MP4 10x10 0")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MP4 10x10 1800001", "MOV 10x10 9223372036854775807"})
  void a_longer_video_is_refused(String line) {
    fixture.assertRefused(ErrorCode.MEDIA_TOO_LONG, ANY, LineProbe.file(line, 100));
  }
}
