package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import java.util.Optional;

/**
 * A part of the log.
 *
 * @param job only lines of this job; empty for all
 * @param owner only lines of this owner's jobs; empty for all
 * @param after only lines with a larger number
 * @param upTo only lines with this number or a smaller one
 * @param limit at most so many, 1 to 1,000
 */
public record EntryQuery(
    Optional<JobId> job, Optional<OwnerId> owner, long after, long upTo, int limit) {
  private static final int MOST = 1_000;

  public EntryQuery {
    Rules.inRange("limit", limit, 1, MOST);
  }

  /** All that follows a line, of one job or of all. */
  public EntryQuery(Optional<JobId> job, long after, int limit) {
    this(job, Optional.empty(), after, Long.MAX_VALUE, limit);
  }

  /** Whether it asks for that line. */
  public boolean matches(JobEntry line) {
    return line.number() > after
        && line.number() <= upTo
        && job.map(line.job()::equals).orElse(true)
        && owner.map(line.owner()::equals).orElse(true);
  }
}
