package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.Tags;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a caller says by name, in a query or in a JSON object. Each method answers empty where the
 * field is absent, and throws {@link InvalidValueException} where it holds something else.
 */
interface Fields {
  Pattern WORD_START = Pattern.compile("_([a-z])");

  Optional<String> text(String name);

  Optional<Long> number(String name);

  Optional<Boolean> flag(String name);

  Optional<JsonObject> object(String name);

  Tags tags();

  /** One of an enum's constants, in camel case. */
  default <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name).map(value -> constant(name, value, type));
  }

  private static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> nameOf(constant).equals(value))
        .findFirst()
        .orElseThrow(() ->
            new InvalidValueException(
                name, name + " must be " + choices(type) + ", was " + Rules.quote(value)));
  }

  private static <E extends Enum<E>> String choices(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Fields::nameOf)
        .collect(Collectors.joining(" or "));
  }

  /** A constant as it is written over HTTP, in camel case. */
  static String nameOf(Enum<?> constant) {
    String lower = constant.name().toLowerCase(Locale.ROOT);
    return WORD_START.matcher(lower).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  /** A time in the years that people live in. */
  default Optional<Instant> time(String name) {
    return text(name).map(value -> Times.parse(name, value));
  }

  /**
   * A number of at most 64 bits, as JSON writes it: {@code parseLong} takes digits of all scripts.
   */
  static long wholeNumber(String name, String value) {
    try {
      if (value.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
        return Long.parseLong(value);
      }
    } catch (NumberFormatException e) {
      throw noWholeNumber(name, value);
    }
    throw noWholeNumber(name, value);
  }

  private static InvalidValueException noWholeNumber(String name, String value) {
    return new InvalidValueException(
        name, name + " must be a whole number of 64 bits, was " + Rules.quote(value));
  }

  /** The refusal of a field that is not among the known ones. */
  static MediakeepException unknown(String name, Collection<String> known) {
    String expected =
        known.isEmpty()
            ? "there is none here"
            : "known are " + String.join(", ", new TreeSet<>(known));
    String shown = Rules.quote(name);
    return new MediakeepException(
        Problem.of(ErrorCode.FIELD_UNKNOWN, shown + " is not a known field, " + expected)
            .withField(shown.substring(1, shown.length() - 1)));
  }
}
