package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as it is.
 *
 * @param createdAt when it was asked for
 * @param progress what its worker said last; 100 % when it succeeded
 * @param lastFailure why the last attempt that failed did, also while the next one is waited for or
 *     under way; that of its state where it has failed, and none once it succeeded
 */
public record Job(
    JobId id,
    JobRequest request,
    Instant createdAt,
    JobState state,
    Attempts attempts,
    Optional<Progress> progress,
    Optional<Failure> lastFailure) {
  public Job {
    if (state instanceof JobState.Leased leased) {
      long fence = leased.held().fence();
      Rules.inRange("fence", fence, attempts.fence(), attempts.fence());
    }
    lastFailure =
        switch (state) {
          case JobState.Failed failed -> Optional.of(failed.failure());
          case JobState.Succeeded succeeded -> Optional.empty();
          case JobState.Cancelled cancelled -> lastFailure;
          case JobState.Queued queued -> lastFailure;
          case JobState.Leased leased -> lastFailure;
          case JobState.Exposed exposed -> lastFailure;
        };
  }

  /** A job that was just asked for. */
  static Job asked(JobId id, JobRequest request, Instant now) {
    Instant due = request.notBefore().filter(now::isBefore).orElse(now);
    return new Job(
        id,
        request,
        now,
        new JobState.Queued(due, due),
        Attempts.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /** The key of the submission at hand: the same one until that has failed for sure. */
  public String providerKey() {
    return "mk-" + id + "-" + attempts.submission();
  }

  /** When it must be done; empty before it was started. */
  public Optional<Instant> deadline() {
    return attempts.startedAt().map(start -> start.plus(request.timeLimit()));
  }

  /** Where it stands among the jobs of its owner: the smaller goes first. */
  public long rank(FairnessPolicy policy) {
    return state instanceof JobState.Queued queued
        ? policy.rank(queued.since(), request.priority())
        : Long.MAX_VALUE;
  }

  /** When it ended; empty while it has not. */
  public Optional<Instant> endedAt() {
    return switch (state) {
      case JobState.Succeeded succeeded -> Optional.of(succeeded.at());
      case JobState.Failed failed -> Optional.of(failed.at());
      case JobState.Cancelled cancelled -> Optional.of(cancelled.at());
      case JobState.Queued queued -> Optional.empty();
      case JobState.Leased leased -> Optional.empty();
      case JobState.Exposed exposed -> Optional.empty();
    };
  }

  /** How long it took from its start to its end; empty where it has not had both. */
  public Optional<Duration> runTime() {
    return attempts
        .startedAt()
        .flatMap(start -> endedAt().map(end -> Duration.between(start, end)));
  }

  /**
   * A command that the passing of time gives.
   *
   * @param since since when it is due
   */
  public record Overdue(JobCommand command, Instant since) {}

  /** What time asks of the job: that its lease ends, or that it stops for its limit. */
  public Optional<Overdue> overdue(Instant now) {
    Optional<Overdue> lease =
        state instanceof JobState.Leased leased && !now.isBefore(leased.held().until())
            ? Optional.of(
                new Overdue(new JobCommand.Expire(leased.held().fence()), leased.held().until()))
            : Optional.empty();
    return lease.or(() ->
        deadline()
            .filter(end -> !state.kind().isFinal() && !isStopping() && !now.isBefore(end))
            .map(end -> new Overdue(new JobCommand.End(Stop.Reason.TIME_LIMIT), end)));
  }

  private boolean isStopping() {
    return state instanceof JobState.Exposed exposed && exposed.stop().isPresent();
  }

  Job in(JobState next) {
    return new Job(id, request, createdAt, next, attempts, progress, lastFailure);
  }

  Job with(Attempts next) {
    return new Job(id, request, createdAt, state, next, progress, lastFailure);
  }

  Job told(Optional<Progress> next) {
    return new Job(id, request, createdAt, state, attempts, next.or(() -> progress), lastFailure);
  }

  /** One of whose earlier attempts nothing is told any more. */
  Job untold() {
    return new Job(id, request, createdAt, state, attempts, Optional.empty(), Optional.empty());
  }

  Job failedBy(Failure why) {
    return new Job(id, request, createdAt, state, attempts, progress, Optional.of(why));
  }
}
