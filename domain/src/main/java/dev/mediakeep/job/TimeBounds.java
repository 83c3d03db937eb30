package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The times that callers may give, in whole milliseconds as stores keep them. Thread-safe. */
final class TimeBounds {
  /** How far ahead a worker may put something off. */
  static final Duration FARTHEST = Duration.ofHours(24);

  private static final Duration FARTHEST_START = Duration.ofDays(366);

  private final InstantSource clock;

  TimeBounds(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A time that a worker gives; one that has passed means now. */
  Instant next(String field, Instant time) {
    return within(field, time, FARTHEST);
  }

  /** Refuses a request whose start is too far ahead. */
  void requireNear(JobRequest request) {
    request.notBefore().ifPresent(start -> within("notBefore", start, FARTHEST_START));
  }

  private Instant within(String field, Instant time, Duration farthest) {
    Instant now = now();
    if (time.isAfter(now.plus(farthest))) {
      throw new InvalidValueException(
          field,
          field
              + " must be at most "
              + farthest.toHours()
              + " h ahead, was "
              + time
              + " and it is "
              + now);
    }
    return time.isBefore(now) ? now : time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** When a lease ends that holds for that term, or for the policy's. */
  Instant leaseEnd(Optional<Duration> wanted, LeasePolicy policy) {
    wanted.ifPresent(LeasePolicy::requireTerm);
    return now().plus(wanted.orElse(policy.term()).truncatedTo(ChronoUnit.MILLIS));
  }
}
