package dev.mediakeep.sqlite;

import dev.mediakeep.job.Failure;
import dev.mediakeep.job.Intent;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobState.Cancelled;
import dev.mediakeep.job.JobState.Exposed;
import dev.mediakeep.job.JobState.Failed;
import dev.mediakeep.job.JobState.Leased;
import dev.mediakeep.job.JobState.Queued;
import dev.mediakeep.job.JobState.Succeeded;
import dev.mediakeep.job.JobState.Unconfirmed;
import dev.mediakeep.job.Lease;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Stop;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a job's state is in the columns of its row; the inverse of {@link JobRows}. */
final class JobColumns {
  private JobColumns() {}

  /** Fills in state to ended_at of {@link JobSql#UPDATE_JOB}. */
  static Call bindState(Call call, Job job, long rank, Instant now) throws SQLException {
    JobState state = job.state();
    Optional<Queued> queued = as(Queued.class, state);
    call.with(JobRows.STATES.of(state.kind()))
        .with(queued.filter(line -> !now.isBefore(line.dueAt())).isPresent())
        .withNumber(queued.map(line -> rank))
        .withTime(queued.map(Queued::since))
        .withTime(state.claimableAt());
    Optional<Lease> lease = as(Leased.class, state).map(Leased::held);
    call.withText(lease.map(held -> held.worker().value()))
        .with(job.attempts().fence())
        .withTime(lease.map(Lease::until));
    Optional<Intent> intent = as(Unconfirmed.class, state).map(Unconfirmed::intent);
    Optional<Operation> operation = state.operation();
    call.withText(intent.map(Intent::key).or(() -> operation.map(Operation::key)))
        .withTime(intent.map(Intent::at))
        .withText(operation.map(Operation::handle))
        .withTime(operation.map(Operation::since));
    Optional<Stop> stop = as(Exposed.class, state).flatMap(Exposed::stop);
    call.withText(stop.map(wanted -> JobRows.STOP_REASONS.of(wanted.reason())))
        .withTime(stop.map(Stop::at));
    Optional<Failure> failure = as(Failed.class, state).map(Failed::failure);
    return call.withText(as(Succeeded.class, state).map(JobColumns::media))
        .withText(failure.map(why -> JobRows.FAILURE_CLASSES.of(why.kind())))
        .withText(failure.map(Failure::message))
        .withTime(job.endedAt());
  }

  /** Until when it must be done, where somebody still has to see to that. */
  static Optional<Instant> deadline(Job job) {
    return switch (job.state()) {
      case Exposed exposed -> exposed.stop().isPresent() ? Optional.empty() : job.deadline();
      case Queued queued -> job.deadline();
      case Leased leased -> job.deadline();
      case Succeeded ended -> Optional.empty();
      case Failed ended -> Optional.empty();
      case Cancelled ended -> Optional.empty();
    };
  }

  private static String media(Succeeded state) {
    return state.media().stream()
        .map(id -> '"' + id.toString() + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static <S extends JobState> Optional<S> as(Class<S> type, JobState state) {
    return type.isInstance(state) ? Optional.of(type.cast(state)) : Optional.empty();
  }
}
