package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes and durations, as people write and read them. */
final class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "50000000, 50000000",
    "12B, 12",
    "50MB, 50000000",
    "50 mb, 50000000",
    "2GB, 2000000000",
    "1kB, 1000",
    "64MiB, 67108864",
    "1TiB, 1099511627776",
    "9223372036854775807, 9223372036854775807"
  })
  void reads_sizes(String text, long bytes) {
    assertThat(Sizes.parseBytes("size", text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "MB",
        "1.5GB",
        "5 apples",
        "1e6",
        "٣",
        "9223372036854775808",
        "9999999999GB"
      })
  void refuses_what_is_no_size(String text) {
    assertThatThrownBy(() -> Sizes.parseBytes("size", text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("size must be a size such as ")
        .hasMessageEndingWith(", was '" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "128MiB, 134217728"})
  void reads_sizes_that_may_be_nothing(String text, long bytes) {
    assertThat(Sizes.parseBytesOrNone("size", text)).isEqualTo(bytes);
  }

  @Test
  void reads_pixels() {
    assertThat(Sizes.parsePixels("max-pixels", "50MP")).isEqualTo(50_000_000);
    assertThat(Sizes.parsePixels("max-pixels", "64")).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "220113, 220.1 kB",
    "999999, 1000.0 kB",
    "2000000000, 2.0 GB",
    "9223372036854775807, 9.2 EB"
  })
  void shows_sizes(long bytes, String text) {
    assertThat(Sizes.show(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "20s, PT20S",
    "30m, PT30M",
    "24 h, PT24H",
    "30d, PT720H",
    "PT30M, PT30M",
    "pt1h, PT1H"
  })
  void reads_durations(String text, Duration duration) {
    assertThat(Durations.parse("term", text, Duration.ZERO)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "d",
        "-1d",
        "1.5h",
        "1w",
        "P1Y",
        "PT-1S",
        "36501d",
        "99999999999999999999d",
        "9223372036854775807d"
      })
  void refuses_what_is_no_duration(String text) {
    assertThatThrownBy(() -> Durations.parse("term", text, Duration.ZERO))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("term must be a duration such as ")
        .hasMessageEndingWith(", was '" + text + "'");
  }

  @Test
  void holds_durations_to_their_minimum() {
    assertThatThrownBy(() -> Durations.parse("grace", "59s", Duration.ofSeconds(60)))
        .hasMessageContaining("at least PT1M");
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0:00", "PT8.04S, 0:08", "PT59M59S, 59:59", "PT1H2M3S, 1:02:03"})
  void shows_how_long_a_film_plays(Duration duration, String text) {
    assertThat(Durations.showPlayingTime(duration)).isEqualTo(text);
  }
}
