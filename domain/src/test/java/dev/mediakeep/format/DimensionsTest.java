package dev.mediakeep.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mediakeep.error.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DimensionsTest {
  @Test
  void pixels_do_not_overflow() {
    Dimensions largest = new Dimensions(Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertThat(largest.pixels()).isEqualTo(4_611_686_014_132_420_609L);
  }

  @Test
  void reads_as_width_by_height() {
    assertThat(new Dimensions(160, 90)).hasToString("160x90");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, width", "-1, 1, width", "1, 0, height", "1, -2147483648, height"})
  void each_side_is_at_least_one_pixel(int width, int height, String field) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Dimensions(width, height))
        .withMessageContaining(field + " must be 1..")
        .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field));
  }
}
