package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import java.time.Instant;
import java.util.Optional;

/**
 * What a job has cost so far, other than money.
 *
 * @param spent how many attempts were spent since it was asked for, or last tried anew
 * @param lostLeases how many leases ended since then without a word and before a submission
 * @param submission the number in the key of the next, or current, submission; from 1 on
 * @param fence the number of the last lease; 0 before the first
 * @param startedAt when a worker first had it since it was asked for, or last tried anew; attempts
 *     that were given back before any was spent do not count
 */
public record Attempts(
    int spent, int lostLeases, int submission, long fence, Optional<Instant> startedAt) {
  public Attempts {
    Rules.inRange("spent", spent, 0, Integer.MAX_VALUE);
    Rules.inRange("lostLeases", lostLeases, 0, Integer.MAX_VALUE);
    Rules.inRange("submission", submission, 1, Integer.MAX_VALUE);
    Rules.inRange("fence", fence, 0, Long.MAX_VALUE);
  }

  static final Attempts NONE = new Attempts(0, 0, 1, 0, Optional.empty());

  Attempts claimed(Instant now) {
    return new Attempts(
        spent, lostLeases, submission, fence + 1, startedAt.or(() -> Optional.of(now)));
  }

  /** One more is spent; the next has a key of its own. */
  Attempts failed() {
    return new Attempts(spent + 1, lostLeases, submission + 1, fence, startedAt);
  }

  /**
   * The provider refused to take it, or took it and failed by its own fault. Where that was the
   * first attempt it is as if the job had not been started, so that an outage uses up no time.
   */
  Attempts refunded() {
    Optional<Instant> start = spent == 0 ? Optional.empty() : startedAt;
    return new Attempts(spent, lostLeases, submission + 1, fence, start);
  }

  Attempts lost() {
    return new Attempts(spent, lostLeases + 1, submission, fence, startedAt);
  }

  /** The same, with all the time that the job may take before it again. */
  Attempts untimed() {
    return new Attempts(spent, lostLeases, submission, fence, Optional.empty());
  }

  Attempts anew() {
    return new Attempts(0, 0, submission + 1, fence, Optional.empty());
  }
}
