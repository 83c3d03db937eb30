package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.JobCursor;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.MediaSort;
import dev.mediakeep.media.Visibility;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.MessageId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads arguments as values of the domain, so that a wrong one is told before anything is done. */
final class Converters {
  private Converters() {}

  static void registerWith(CommandLine command) {
    command
        .registerConverter(MediaId.class, telling(MediaId::parse))
        .registerConverter(JobId.class, telling(JobId::parse))
        .registerConverter(OwnerId.class, telling(OwnerId::new))
        .registerConverter(Cursor.class, telling(Cursor::parse))
        .registerConverter(JsonObject.class, telling(JsonObject::parse))
        .registerConverter(JobCursor.class, telling(JobCursor::parse))
        .registerConverter(Lane.class, telling(Lane::parse))
        .registerConverter(JobState.Kind.class, choice(JobState.Kind.class))
        .registerConverter(Path.class, Converters::parsePath)
        .registerConverter(Instant.class, telling(Converters::parseTime))
        .registerConverter(MediaKind.class, choice(MediaKind.class))
        .registerConverter(MediaSort.class, choice(MediaSort.class))
        .registerConverter(Visibility.class, choice(Visibility.class))
        .registerConverter(MessageId.class, telling(MessageId::parse))
        .registerConverter(Delivery.State.Kind.class, choice(Delivery.State.Kind.class));
  }

  private static <T> ITypeConverter<T> telling(ITypeConverter<T> parser) {
    return text -> {
      try {
        return parser.convert(text);
      } catch (InvalidValueException | MediakeepException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  private static Path parsePath(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("must be a path, was empty");
    }
    return Path.of(text);
  }

  private static Instant parseTime(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "must be a time such as 2026-11-24T05:00:00Z, was " + Rules.quote(text));
    }
  }

  private static <E extends Enum<E>> ITypeConverter<E> choice(Class<E> type) {
    return text ->
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> Words.of(constant).equals(text))
            .findFirst()
            .orElseThrow(() ->
                new TypeConversionException(
                    "must be " + namesOf(type) + ", was " + Rules.quote(text)));
  }

  private static <E extends Enum<E>> String namesOf(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
  }
}
