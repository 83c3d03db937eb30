package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TimesTest {
  @Test
  void a_stored_time_is_before_the_one_when_before_the_other() {
    assertThat(Times.ceilMillis(Instant.EPOCH)).isZero();
    assertThat(Times.ceilMillis(Instant.EPOCH.plusNanos(1))).isEqualTo(1);
    assertThat(Times.ceilMillis(Instant.EPOCH.plusNanos(1_000_000))).isEqualTo(1);
    assertThat(Times.ceilMillis(Instant.EPOCH.minusNanos(1))).isZero();
    assertThat(Times.ceilMillis(Instant.EPOCH.minusNanos(1_000_001))).isEqualTo(-1);
  }

  @Test
  void times_beyond_what_can_be_stored_are_its_ends() {
    assertThat(Times.ceilMillis(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    assertThat(Times.ceilMillis(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
  }
}
