package dev.mediakeep.sqlite;

import java.util.Comparator;

/** A job that something is to be done with at a time, in milliseconds since 1970. */
record Timed(long time, long number) {
  static final Comparator<Timed> BY_TIME =
      Comparator.comparingLong(Timed::time).thenComparingLong(Timed::number);
}
