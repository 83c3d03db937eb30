package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Times as callers write them. */
final class Times {
  private static final int LAST_YEAR = 9_999;

  private Times() {}

  /** Reads a time of ISO 8601 with its offset. */
  static Instant parse(String field, String value) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(value);
      if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
        return time.toInstant();
      }
    } catch (DateTimeParseException e) {
      // refused below like a year out of range
    }
    throw new InvalidValueException(
        field,
        field
            + " must be a time like 2026-11-24T05:00:00Z in the years 0.."
            + LAST_YEAR
            + ", was "
            + Rules.quote(value));
  }
}
