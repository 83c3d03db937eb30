package dev.mediakeep.job;

import dev.mediakeep.error.Rules;

/**
 * How far manifests have followed the log of jobs.
 *
 * @param lineage the life of the store that they follow
 * @param kept all lines up to this number are in the manifests
 * @param reach no manifest tells of a line with a larger number; none is written before this says
 *     so
 */
public record FollowedLog(String lineage, long kept, long reach) {
  public FollowedLog {
    Rules.inRange("kept", kept, 0, Long.MAX_VALUE);
    Rules.inRange("reach", reach, kept, Long.MAX_VALUE);
  }

  /** Whether a log that stands there has all that the manifests tell. */
  boolean isPartOf(LogPosition log) {
    return !lineage.isEmpty() && lineage.equals(log.lineage()) && reach <= log.number();
  }
}
