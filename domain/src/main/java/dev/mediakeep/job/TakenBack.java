package dev.mediakeep.job;

import dev.mediakeep.job.JobState.Cancelled;
import dev.mediakeep.job.JobState.Failed;
import dev.mediakeep.job.JobState.Looking;
import dev.mediakeep.job.JobState.Polling;
import dev.mediakeep.job.JobState.Queued;
import dev.mediakeep.job.JobState.Running;
import dev.mediakeep.job.JobState.Submitting;
import dev.mediakeep.job.JobState.Succeeded;
import dev.mediakeep.job.JobState.Uncertain;
import dev.mediakeep.job.JobState.Waiting;
import java.time.Instant;
import java.util.Optional;

/**
 * What a job becomes that its manifest knows better than the store. Nobody has it then: a worker
 * that had is told that its lease is lost. Whose it is and what was asked for stay as the store has
 * them: those never change, so a manifest that says otherwise is wrong.
 */
final class TakenBack {
  /**
   * By how much the fence grows. A manifest is up to a second behind, so there may have been leases
   * that neither side knows of; a new one must not have the number of one of them.
   */
  private static final long FENCE_LEAP = 1_000;

  private final JobPolicies policies;

  TakenBack(JobPolicies policies) {
    this.policies = policies;
  }

  Job of(Job known, Job told, Instant now) {
    if (!known.id().equals(told.id())) {
      throw new IllegalArgumentException(
          "told must be the job " + known.id() + ", was " + told.id());
    }
    Attempts mine = known.attempts();
    Attempts its = told.attempts();
    Attempts attempts =
        new Attempts(
            its.spent(),
            its.lostLeases(),
            Math.max(mine.submission(), its.submission()),
            Math.max(mine.fence(), its.fence()) + FENCE_LEAP,
            its.startedAt());
    return new Job(
        known.id(),
        known.request(),
        known.createdAt(),
        state(known, told, now),
        attempts,
        told.progress(),
        told.lastFailure());
  }

  private JobState state(Job known, Job told, Instant now) {
    return switch (told.state()) {
      case Queued queued -> queued;
      case Running running -> new Queued(known.createdAt(), now);
      case Submitting state -> uncertain(state.intent(), later(state.held(), now), state.stop());
      case Looking state -> uncertain(state.intent(), later(state.held(), now), state.stop());
      case Uncertain state -> state;
      case Waiting state -> new Waiting(state.running(), now, state.stop());
      case Polling state -> new Waiting(state.running(), now, state.stop());
      case Succeeded ended -> ended;
      case Failed ended -> ended;
      case Cancelled ended -> ended;
    };
  }

  private static Uncertain uncertain(Intent intent, Instant lookUpAt, Optional<Stop> stop) {
    return new Uncertain(intent, Optional.of(lookUpAt), stop);
  }

  /** Until its lease ends, the worker that is gone may have a call on its way. */
  private Instant later(Lease held, Instant now) {
    Instant soon = now.plus(policies.lease().again());
    return soon.isBefore(held.until()) ? held.until() : soon;
  }
}
