package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import java.util.Optional;

/**
 * A part of the log.
 *
 * @param job only lines of this job; empty for all
 * @param after only lines with a larger number
 * @param limit at most so many, 1 to 1,000
 */
public record EntryQuery(Optional<JobId> job, long after, int limit) {
  private static final int MOST = 1_000;

  public EntryQuery {
    Rules.inRange("limit", limit, 1, MOST);
  }
}
