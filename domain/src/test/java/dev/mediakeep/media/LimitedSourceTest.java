package dev.mediakeep.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class LimitedSourceTest {
  private static final int LIMIT = 10;

  @Test
  void one_below_and_at_the_limit_is_not_exceeded() throws IOException {
    for (int length : new int[] {0, LIMIT - 1, LIMIT}) {
      LimitedSource source = sourceOf(length);
      assertThat(source.readAllBytes()).hasSize(length);
      assertThat(source.isExceeded()).isFalse();
    }
  }

  @Test
  void one_above_is_exceeded_and_no_more_is_read() throws IOException {
    for (int length : new int[] {LIMIT + 1, LIMIT + 2, 100_000}) {
      InputStream whole = new ByteArrayInputStream(new byte[length]);
      LimitedSource source = new LimitedSource(whole, LIMIT);
      assertThat(source.readAllBytes()).hasSize(LIMIT + 1);
      assertThat(source.isExceeded()).isTrue();
      assertThat(source.read()).isEqualTo(-1);
      assertThat(source.read(new byte[5], 0, 5)).isEqualTo(-1);
      assertThat(whole.available()).isEqualTo(length - LIMIT - 1);
    }
  }

  @Test
  void single_bytes_are_counted_too() throws IOException {
    LimitedSource source = sourceOf(LIMIT + 5);
    int count = 0;
    while (source.read() >= 0) {
      count++;
    }
    assertThat(count).isEqualTo(LIMIT + 1);
    assertThat(source.isExceeded()).isTrue();
  }

  @Test
  void skipped_bytes_are_counted_too() throws IOException {
    LimitedSource source = sourceOf(LIMIT + 5);
    assertThat(source.skip(4)).isEqualTo(4);
    assertThat(source.readAllBytes()).hasSize(LIMIT + 1 - 4);
    assertThat(source.skip(4)).isZero();
  }

  @Test
  void reading_nothing_counts_nothing() throws IOException {
    LimitedSource source = sourceOf(LIMIT);
    assertThat(source.read(new byte[0], 0, 0)).isZero();
    assertThat(source.readAllBytes()).hasSize(LIMIT);
  }

  @Test
  void there_is_no_way_back() throws IOException {
    LimitedSource source = sourceOf(LIMIT + 5);
    assertThat(source.markSupported()).isFalse();
  }

  @Test
  void the_largest_limit_does_not_overflow() throws IOException {
    LimitedSource source =
        new LimitedSource(new ByteArrayInputStream(new byte[100]), Long.MAX_VALUE - 1);
    assertThat(source.readAllBytes()).hasSize(100);
    assertThat(source.isExceeded()).isFalse();
  }

  private static LimitedSource sourceOf(int length) {
    return new LimitedSource(new ByteArrayInputStream(new byte[length]), LIMIT);
  }
}
