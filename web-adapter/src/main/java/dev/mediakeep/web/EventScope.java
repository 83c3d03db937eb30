package dev.mediakeep.web;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EntryQuery;
import java.util.Optional;
import java.util.Set;

/**
 * Whose events a listener wants.
 *
 * @param job those of one job
 * @param owner those of one owner; without both, all
 */
record EventScope(Optional<JobId> job, Optional<OwnerId> owner) {
  static EventScope of(JobId job) {
    return new EventScope(Optional.of(job), Optional.empty());
  }

  static EventScope of(Optional<OwnerId> owner) {
    return new EventScope(Optional.empty(), owner);
  }

  boolean covers(JobEvent event) {
    return job.map(event.job()::equals).orElse(true)
        && owner.map(event.owner()::equals).orElse(true);
  }

  /** Whether it covers one of some events, of which these are the jobs and the owners. */
  boolean isAmong(Set<JobId> jobs, Set<OwnerId> owners) {
    return job.map(jobs::contains).orElse(true) && owner.map(owners::contains).orElse(true);
  }

  EntryQuery after(long number, long upTo, int limit) {
    return new EntryQuery(job, owner, number, upTo, limit);
  }
}
