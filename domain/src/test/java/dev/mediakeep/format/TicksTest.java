package dev.mediakeep.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TicksTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 1, 1000",
    "1001, 30000, 33",
    "1, 2000, 1",
    "1, 2001, 0",
    "4294967295, 4294967295, 1000",
    "3153600000, 1, 3153600000000"
  })
  void are_rounded_to_the_nearest_millisecond(long count, long perSecond, long millis)
      throws Exception {
    assertThat(new Ticks(count, perSecond).toDuration()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "9223372036854775807, 1", "9223372036854775807, 4294967", "3153600001, 1"})
  void more_than_a_century_is_refused(long count, long perSecond) {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> new Ticks(count, perSecond).toDuration())
        .withMessageStartingWith("duration must be at most");
  }

  @Test
  void sums_do_not_overflow() {
    long most = 0xffff_ffffL;
    assertThat(Ticks.plus(0, most, most)).isEqualTo(Long.MAX_VALUE);
    assertThat(Ticks.plus(Long.MAX_VALUE, 1, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(Ticks.plus(5, 3, 7)).isEqualTo(26);
  }

  @Test
  void all_ones_mean_unknown() throws Exception {
    FileWindow ones = FileWindow.of(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
    assertThat(Ticks.count(ones, 0, false)).isZero();
    assertThat(Ticks.count(ones, 0, true)).isZero();
  }
}
