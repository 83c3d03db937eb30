package dev.mediakeep.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mediakeep.error.InvalidValueException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MediaShapeTest {
  private static final Dimensions SIZE = new Dimensions(2, 1);

  @ParameterizedTest
  @EnumSource
  void has_a_duration_exactly_when_it_is_a_video(MediaFormat format) {
    Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
    boolean video = format.kind() == MediaKind.VIDEO;
    Optional<Duration> right = video ? second : Optional.empty();
    Optional<Duration> wrong = video ? Optional.empty() : second;

    assertThat(new MediaShape(format, SIZE, right).duration()).isEqualTo(right);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new MediaShape(format, SIZE, wrong));
  }

  @Test
  void may_play_for_no_time_at_all() {
    Optional<Duration> none = Optional.of(Duration.ZERO);
    assertThat(new MediaShape(MediaFormat.MP4, SIZE, none).duration()).isEqualTo(none);
  }

  @Test
  void never_plays_backwards() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new MediaShape(MediaFormat.MP4, SIZE, Optional.of(Duration.ofMillis(-1))))
        .withMessageContaining("must not be negative, was PT-0.001S");
  }
}
