package dev.mediakeep.webhook.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A moment by which something must be over. */
final class Deadline {
  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isOver() {
    return endNanos - System.nanoTime() <= 0;
  }

  /** What is left, at least a millisecond: sockets take none for forever. */
  Duration left() {
    return Duration.ofNanos(
        Math.max(TimeUnit.MILLISECONDS.toNanos(1), endNanos - System.nanoTime()));
  }

  /** What is left of it in milliseconds, at most that many. */
  int leftMillis(Duration longest) {
    Duration left = left();
    return Math.toIntExact((left.compareTo(longest) < 0 ? left : longest).toMillis());
  }
}
