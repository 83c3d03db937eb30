package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;

/** Lengths of time, as people write and read them. */
final class Durations {
  private static final String RULE = "a duration such as 500ms, 20s, 30m, 24h, 30d or PT30M";
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Durations() {}

  /**
   * Reads {@code 500ms}, {@code 20s}, {@code 30m}, {@code 24h}, {@code 30d} or ISO-8601's {@code
   * PT30M}.
   *
   * @throws InvalidValueException when the text is anything else, shorter than {@code min} or
   *     longer than 36,500 days
   */
  static Duration parse(String field, String text, Duration min) {
    Duration parsed;
    try {
      parsed = isIso(text) ? Duration.parse(text) : parseShort(text);
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      throw refused(field, text, RULE);
    }
    if (parsed.compareTo(min) < 0 || parsed.compareTo(LONGEST) > 0) {
      throw refused(field, text, RULE + ", at least " + min + " and at most 36500d");
    }
    return parsed;
  }

  private static boolean isIso(String text) {
    return text.startsWith("P") || text.startsWith("p");
  }

  private static Duration parseShort(String text) {
    int digits = Sizes.leadingDigits(text);
    long amount = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits).strip()) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw new NumberFormatException("no unit");
    };
  }

  private static InvalidValueException refused(String field, String text, String rule) {
    return new InvalidValueException(
        field, field + " must be " + rule + ", was " + Rules.quote(text));
  }

  /** How long a film plays: {@code 0:08} or {@code 1:02:03}, rounded down to seconds. */
  static String showPlayingTime(Duration duration) {
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    int seconds = duration.toSecondsPart();
    return hours > 0
        ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, seconds)
        : String.format(Locale.ROOT, "%d:%02d", minutes, seconds);
  }
}
