package dev.mediakeep.format;

import dev.mediakeep.error.InvalidValueException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * What the bytes of a file say of it.
 *
 * @param duration how long it plays, in whole milliseconds; present for each video and for no image
 */
public record MediaShape(MediaFormat format, Dimensions dimensions, Optional<Duration> duration) {
  public MediaShape {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(dimensions, "dimensions");
    if (duration.isPresent() != (format.kind() == MediaKind.VIDEO)) {
      throw new InvalidValueException("duration", "duration must be there for videos only");
    }
    duration.filter(Duration::isNegative).ifPresent(MediaShape::refuseNegative);
    duration = duration.map(length -> length.truncatedTo(ChronoUnit.MILLIS));
  }

  private static void refuseNegative(Duration duration) {
    throw new InvalidValueException("duration", "duration must not be negative, was " + duration);
  }
}
