package dev.mediakeep.sqlite;

import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Outcome;
import dev.mediakeep.job.QueueLimits;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The units of work that change jobs one by one, each run by the writer in a transaction. */
final class JobChanges {
  private final Session session;
  private final JobMachine machine;

  /** A lane and the room in it. */
  private record Room(LaneRule lane, LaneMode mode, QueueLimits.Counts queued) {}

  JobChanges(Session session, JobMachine machine) {
    this.session = session;
    this.machine = machine;
  }

  static Optional<Job> find(Session session, JobId id) throws SQLException {
    return session.call(JobSql.FIND_JOB).with(id.toString()).first(JobRows::job);
  }

  EnqueueResult enqueue(NewJob asked) throws SQLException {
    Optional<JobId> earlier =
        asked.key().isPresent() ? earlier(asked, asked.key().get()) : Optional.empty();
    if (earlier.isPresent()) {
      return find(session, earlier.get())
          .filter(job -> asked.repeats(job.request()))
          .<EnqueueResult>map(EnqueueResult.Repeated::new)
          .orElseGet(() -> new EnqueueResult.Refused(asked.keyReused()));
    }
    Optional<Problem> problem = refuse(asked.request());
    if (problem.isPresent()) {
      return new EnqueueResult.Refused(problem.get());
    }
    Job job = asked.job();
    insert(job, asked.now());
    if (asked.key().isPresent()) {
      keep(asked, asked.key().get());
    }
    return new EnqueueResult.Added(job);
  }

  private Optional<JobId> earlier(NewJob asked, IdempotencyKey key) throws SQLException {
    return session
        .call(JobSql.FIND_KEY)
        .with(asked.request().owner().value())
        .with(key.value())
        .with(asked.now().toEpochMilli())
        .first(row -> JobRows.jobId(row.text()));
  }

  private void keep(NewJob asked, IdempotencyKey key) throws SQLException {
    session
        .call(JobSql.PUT_KEY)
        .with(asked.request().owner().value())
        .with(key.value())
        .with(asked.id().toString())
        .with(asked.now().plus(NewJob.KEY_TERM).toEpochMilli())
        .update();
  }

  private Optional<Problem> refuse(JobRequest request) throws SQLException {
    Optional<Room> found =
        session
            .call(JobSql.FIND_ROOM)
            .with(request.lane().toString())
            .with(request.owner().value())
            .withText(request.address())
            .first(row -> room(row, request));
    if (found.isEmpty()) {
      return Optional.of(LaneRule.unknown(request.lane()));
    }
    Room room = found.get();
    return room.mode() == LaneMode.DRAINING
        ? Optional.of(LaneRule.closed(request.lane()))
        : machine.policies().limits().refuse(request, room.lane(), room.queued());
  }

  private static Room room(Row row, JobRequest request) throws SQLException {
    LaneRule lane = new LaneRule(request.lane(), (int) row.number(), (int) row.number());
    LaneMode mode = JobRows.MODES.parse(row.text());
    QueueLimits.Counts queued =
        new QueueLimits.Counts(row.number(), row.number(), row.number(), row.number());
    return new Room(lane, mode, queued);
  }

  private void insert(Job job, Instant now) throws SQLException {
    JobRequest request = job.request();
    Instant due = job.state().claimableAt().orElseThrow();
    session
        .call(JobSql.INSERT_JOB)
        .with(job.id().toString())
        .with(request.owner().value())
        .with(request.lane().toString())
        .with(request.priority())
        .with(request.cost())
        .with(request.parameters().text())
        .withTime(request.notBefore())
        .with(request.timeLimit().toMillis())
        .withText(request.address())
        .with(job.createdAt().toEpochMilli())
        .with(!now.isBefore(due))
        .with(rank(job))
        .with(due.toEpochMilli())
        .with(due.toEpochMilli())
        .with(now.toEpochMilli())
        .update();
  }

  private long rank(Job job) {
    return job.rank(machine.policies().fairness());
  }

  JobChange change(JobId id, JobCommand command, Instant now) throws SQLException {
    Optional<Job> job = find(session, id);
    if (job.isEmpty()) {
      return new JobChange.Absent(id);
    }
    return switch (apply(job.get(), command, now)) {
      case Outcome.Moved(Job moved, Optional<Instant> resumes) -> new JobChange.Done(moved);
      case Outcome.Repeated(Job same) -> new JobChange.Done(same);
      case Outcome.Refused(Problem problem) -> new JobChange.Refused(problem);
    };
  }

  /** Does to the job, which this transaction has read, what the command asks for. */
  Outcome apply(Job job, JobCommand command, Instant now) throws SQLException {
    Outcome outcome = machine.apply(job, command, now);
    if (outcome instanceof Outcome.Moved(Job moved, Optional<Instant> resumes)) {
      update(job, moved, command, now);
      if (resumes.isPresent()) {
        session
            .call(JobSql.PAUSE_LANE)
            .withTime(resumes)
            .with(job.request().lane().toString())
            .update();
      }
    }
    return outcome;
  }

  private void update(Job before, Job after, JobCommand command, Instant now) throws SQLException {
    Call call = JobColumns.bindState(session.call(JobSql.UPDATE_JOB), after, rank(after), now);
    int changed =
        call.with(after.attempts().spent())
            .with(after.attempts().lostLeases())
            .with(after.attempts().submission())
            .withTime(after.attempts().startedAt())
            .withTime(JobColumns.deadline(after))
            .withNumber(after.progress().map(told -> (long) told.percent()))
            .withText(after.progress().flatMap(told -> told.message()))
            .with(now.toEpochMilli())
            .with(JobRows.COMMANDS.of(command.kind()))
            .with(after.id().toString())
            .with(JobRows.STATES.of(before.state().kind()))
            .with(before.attempts().fence())
            .update();
    if (changed != 1) {
      throw new IllegalStateException("job " + after.id() + " changed under its own transaction");
    }
  }

  int endOverdue(Instant now, int most) throws SQLException {
    Map<JobId, Job> late = new HashMap<>();
    for (String sql : List.of(JobSql.LIST_LOST_LEASES, JobSql.LIST_PAST_DEADLINE)) {
      for (Job job : session.call(sql).with(now.toEpochMilli()).with(most).all(JobRows::job)) {
        late.put(job.id(), job);
      }
    }
    List<Job> first =
        late.values().stream()
            .filter(job -> job.overdue(now).isPresent())
            .sorted(
                Comparator.comparing((Job job) -> job.overdue(now).orElseThrow().since())
                    .thenComparing(Job::id))
            .limit(most)
            .toList();
    for (Job job : first) {
      apply(job, job.overdue(now).orElseThrow().command(), now);
    }
    return first.size();
  }
}
