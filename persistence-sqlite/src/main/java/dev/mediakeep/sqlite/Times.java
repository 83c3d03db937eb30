package dev.mediakeep.sqlite;

import java.time.Instant;

/** Times as they are stored: milliseconds since 1970. */
final class Times {
  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private Times() {}

  /**
   * The first whole millisecond that is not before that time, so that a stored time is before the
   * one exactly when it is before the other; the ends of what can be stored stand for what lies
   * beyond.
   */
  static long ceilMillis(Instant time) {
    if (!time.isAfter(FIRST)) {
      return Long.MIN_VALUE;
    }
    if (!time.isBefore(LAST)) {
      return Long.MAX_VALUE;
    }
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis).equals(time) ? millis : millis + 1;
  }
}
