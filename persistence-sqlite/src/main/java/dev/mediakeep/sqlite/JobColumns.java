package dev.mediakeep.sqlite;

import dev.mediakeep.id.MediaId;
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
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Stop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a job's row that change in its life, as a job has them; the inverse of {@link
 * JobRows}.
 */
final class JobColumns {
  private static final List<String> NAMES =
      List.of(
          "state",
          "rank",
          "since",
          "due_at",
          "worker",
          "fence",
          "lease_until",
          "provider_key",
          "intent_at",
          "handle",
          "operation_at",
          "stop_reason",
          "stop_at",
          "media",
          "failure_kind",
          "failure_message",
          "ended_at",
          "spent",
          "lost_leases",
          "submission",
          "started_at",
          "overdue_at",
          "percent",
          "message");

  /** A text, a {@link Long} or null a column, in the order of their names. */
  private final @Nullable Object[] values = new @Nullable Object[NAMES.size()];

  private int filled;

  /** The columns of a job's row. */
  JobColumns(JobRecord row) {
    Job job = row.job();
    JobState state = job.state();
    addLine(state, row.rank());
    Optional<Lease> lease = as(Leased.class, state).map(Leased::held);
    add(lease.map(held -> held.worker().value()));
    add(job.attempts().fence());
    addTime(lease.map(Lease::until));
    addProviderSide(state);
    addEnd(job);
    add((long) job.attempts().spent());
    add((long) job.attempts().lostLeases());
    add((long) job.attempts().submission());
    addTime(job.attempts().startedAt());
    addTime(overdueAt(job));
    add(job.progress().map(told -> (long) told.percent()));
    add(job.progress().flatMap(Progress::message));
  }

  private void addLine(JobState state, long rank) {
    Optional<Queued> queued = as(Queued.class, state);
    add(JobRows.STATES.of(state.kind()));
    add(queued.map(line -> rank));
    addTime(queued.map(Queued::since));
    addTime(state.claimableAt());
  }

  private void addProviderSide(JobState state) {
    Optional<Intent> intent = as(Unconfirmed.class, state).map(Unconfirmed::intent);
    Optional<Operation> operation = state.operation();
    add(intent.map(Intent::key).or(() -> operation.map(Operation::key)));
    addTime(intent.map(Intent::at));
    add(operation.map(Operation::handle));
    addTime(operation.map(Operation::since));
    Optional<Stop> stop = as(Exposed.class, state).flatMap(Exposed::stop);
    add(stop.map(wanted -> JobRows.STOP_REASONS.of(wanted.reason())));
    addTime(stop.map(Stop::at));
  }

  private void addEnd(Job job) {
    Optional<Failure> failure = job.lastFailure();
    add(as(Succeeded.class, job.state()).map(JobColumns::media));
    add(failure.map(why -> JobRows.FAILURE_CLASSES.of(why.kind())));
    add(failure.map(Failure::message));
    addTime(job.endedAt());
  }

  private void add(Object value) {
    values[filled++] = value;
  }

  private void add(Optional<?> value) {
    values[filled++] = value.orElse(null);
  }

  private void addTime(Optional<Instant> time) {
    add(time.map(Instant::toEpochMilli));
  }

  /** When the lease ends, or somebody has to see to the time limit. */
  static Optional<Instant> overdueAt(Job job) {
    Optional<Instant> deadline = deadline(job);
    return as(Leased.class, job.state())
        .map(state -> state.held().until())
        .filter(until -> deadline.map(until::isBefore).orElse(true))
        .or(() -> deadline);
  }

  private static Optional<Instant> deadline(Job job) {
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
    StringBuilder list = new StringBuilder("[");
    for (MediaId id : state.media()) {
      list.append(list.length() == 1 ? "\"" : ",\"").append(id).append('"');
    }
    return list.append(']').toString();
  }

  private static <S extends JobState> Optional<S> as(Class<S> type, JobState state) {
    return type.isInstance(state) ? Optional.of(type.cast(state)) : Optional.empty();
  }

  /** The columns in which these differ from those before: one bit each, the first name's lowest. */
  int differences(JobColumns before) {
    int differences = 0;
    for (int column = 0; column < values.length; column++) {
      if (!Objects.equals(values[column], before.values[column])) {
        differences |= 1 << column;
      }
    }
    return differences;
  }

  /** The values of those columns. */
  List<@Nullable Object> values(int columns) {
    List<@Nullable Object> chosen = new ArrayList<>(Integer.bitCount(columns));
    for (int column = 0; column < values.length; column++) {
      if ((columns & 1 << column) != 0) {
        chosen.add(values[column]);
      }
    }
    return chosen;
  }

  /** The names of those columns. */
  static Stream<String> names(int columns) {
    return IntStream.range(0, NAMES.size())
        .filter(column -> (columns & 1 << column) != 0)
        .mapToObj(NAMES::get);
  }
}
