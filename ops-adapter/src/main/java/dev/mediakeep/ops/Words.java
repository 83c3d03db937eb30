package dev.mediakeep.ops;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** How values stand in what people and programs read. */
final class Words {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** The constant's name as it is written outside: {@code image}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** ISO-8601 in UTC, always with milliseconds. */
  static String time(Instant instant) {
    return MILLIS.format(instant);
  }

  /** The minute in UTC: {@code 2026-11-24 05:00}. */
  static String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  /**
   * The text on one line and without anything that a terminal would obey: control characters and
   * the marks that turn the direction of writing are replaced.
   */
  static String harmless(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().map(c -> isObeyed(c) ? ' ' : c).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isObeyed(int c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
