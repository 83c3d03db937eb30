package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.time.Duration;

/**
 * How long workers have a job, and what follows when they vanish.
 *
 * @param term how long a lease holds, and by how much a heartbeat prolongs it; 1 s to 1 h
 * @param maxLost after so many lost leases before a submission the job is poison; 1 to 100
 * @param again when an uncertain job is looked up, or a waiting one polled, after a worker vanished
 */
public record LeasePolicy(Duration term, int maxLost, Duration again) {
  private static final Duration LEAST_TERM = Duration.ofSeconds(1);
  private static final Duration MOST_TERM = Duration.ofHours(1);
  private static final int MOST_LOST = 100;

  public LeasePolicy {
    requireTerm(term);
    Rules.inRange("maxLost", maxLost, 1, MOST_LOST);
    Rules.inRange("again", again.toMillis(), 0, Duration.ofHours(1).toMillis());
  }

  static void requireTerm(Duration term) {
    if (term.compareTo(LEAST_TERM) < 0 || term.compareTo(MOST_TERM) > 0) {
      throw new InvalidValueException("term", "term must be 1 s to 1 h, was " + term);
    }
  }

  /** A minute, three, 15 s. */
  public static LeasePolicy ofDefaults() {
    return new LeasePolicy(Duration.ofMinutes(1), 3, Duration.ofSeconds(15));
  }
}
