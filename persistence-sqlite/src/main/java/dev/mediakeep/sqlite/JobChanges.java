package dev.mediakeep.sqlite;

import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobNotice;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Outcome;
import dev.mediakeep.webhook.WebhookUrl;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The units of work that change jobs one by one, each run by the writer in a transaction. */
final class JobChanges {
  private static final Map<Integer, String> UPDATES = new ConcurrentHashMap<>();

  private final Session session;
  private final JobMachine machine;
  private final JobLedger ledger;

  JobChanges(Session session, JobMachine machine, JobLedger ledger) {
    this.session = session;
    this.machine = machine;
    this.ledger = ledger;
  }

  /** The job and its row, as this transaction sees them. */
  Optional<JobRecord> find(JobId id) throws SQLException {
    Optional<JobRecord> cached = ledger.cache().find(id);
    return cached.isPresent()
        ? cached
        : session.call(JobSql.FIND_JOB).with(id.toString()).first(JobRows::record);
  }

  JobRecord get(long number) throws SQLException {
    Optional<JobRecord> cached = ledger.cache().find(number);
    return cached.isPresent()
        ? cached.get()
        : session.call(JobSql.GET_JOB).with(number).first(JobRows::record).orElseThrow();
  }

  EnqueueResult enqueue(NewJob asked) throws SQLException {
    Optional<JobId> earlier =
        asked.key().isPresent() ? earlier(asked, asked.key().get()) : Optional.empty();
    if (earlier.isPresent()) {
      return find(earlier.get())
          .map(JobRecord::job)
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

  private Optional<Problem> refuse(JobRequest request) {
    Optional<LedgerLane> found = ledger.lane(request.lane());
    if (found.isEmpty()) {
      return Optional.of(LaneRule.unknown(request.lane()));
    }
    LedgerLane lane = found.get();
    return lane.mode == LaneMode.DRAINING
        ? Optional.of(LaneRule.closed(request.lane()))
        : machine.policies().limits().refuse(request, lane.rule, ledger.queued(request));
  }

  void insert(Job job, Instant now) throws SQLException {
    JobRequest request = job.request();
    Instant due = job.state().claimableAt().orElseThrow();
    long number = ledger.nextNumber();
    session
        .call(JobSql.INSERT_JOB)
        .with(number)
        .with(job.id().toString())
        .with(request.owner().value())
        .with(request.lane().toString())
        .with(request.priority())
        .with(request.cost())
        .with(request.parameters().text())
        .withTime(request.notBefore())
        .with(request.timeLimit().toMillis())
        .withText(request.address())
        .withText(request.webhook().map(WebhookUrl::text))
        .with(job.createdAt().toEpochMilli())
        .with(rank(job))
        .with(due.toEpochMilli())
        .with(due.toEpochMilli())
        .with(now.toEpochMilli())
        .with(ledger.nextEvent())
        .update();
    keep(new JobRecord(number, job), now);
  }

  private void keep(JobRecord row, Instant now) {
    OpenJob.of(row, rank(row.job())).ifPresent(job -> ledger.add(job, now.toEpochMilli()));
    ledger.cache().put(row);
    session.undo().add(() -> ledger.cache().remove(row.job().id()));
  }

  private long rank(Job job) {
    return job.rank(machine.policies().fairness());
  }

  JobChange change(JobId id, JobCommand command, Instant now) throws SQLException {
    Optional<JobRecord> row = find(id);
    if (row.isEmpty()) {
      return new JobChange.Absent(id);
    }
    return switch (apply(row.get(), command, now)) {
      case Outcome.Moved(Job moved, Optional<Instant> resumes) -> new JobChange.Done(moved);
      case Outcome.Repeated(Job same) -> new JobChange.Done(same);
      case Outcome.Refused(Problem problem) -> new JobChange.Refused(problem);
    };
  }

  /** Does to the job, which this transaction has read, what the command asks for. */
  Outcome apply(JobRecord row, JobCommand command, Instant now) throws SQLException {
    Outcome outcome = machine.apply(row.job(), command, now);
    if (outcome instanceof Outcome.Moved(Job moved, Optional<Instant> resumes)) {
      update(row, new JobRecord(row.number(), moved), command, now);
      Optional<JobNotice> notice = JobNotice.of(moved);
      if (notice.isPresent()) {
        SqliteWebhookOutbox.add(session, notice.get());
      }
      if (resumes.isPresent()) {
        pause(row.job().request().lane(), resumes.get());
      }
    }
    return outcome;
  }

  private void pause(Lane name, Instant until) throws SQLException {
    LedgerLane lane = ledger.lane(name).orElseThrow();
    Instant longest = lane.pausedUntil.filter(until::isBefore).orElse(until);
    ledger.setMode(lane, lane.mode, Optional.of(longest));
    session
        .call(JobSql.PAUSE_LANE)
        .with(longest.toEpochMilli())
        .with(lane.name().toString())
        .update();
  }

  private void update(JobRecord before, JobRecord after, JobCommand command, Instant now)
      throws SQLException {
    JobColumns columns = columns(after);
    int changes = columns.differences(columns(before));
    Call call = session.call(UPDATES.computeIfAbsent(changes, JobSql::updateJob));
    for (Object value : columns.values(changes)) {
      call.withValue(value);
    }
    int changed =
        call.with(now.toEpochMilli())
            .with(JobRows.COMMANDS.of(command.kind()))
            .with(ledger.nextEvent())
            .with(before.number())
            .with(JobRows.STATES.of(before.job().state().kind()))
            .with(before.job().attempts().fence())
            .update();
    if (changed != 1) {
      throw new IllegalStateException(
          "job " + after.job().id() + " changed under its own transaction");
    }
    OpenJob.of(before, rank(before.job())).ifPresent(job -> ledger.remove(job, now.toEpochMilli()));
    keep(after, now);
  }

  private JobColumns columns(JobRecord row) {
    return new JobColumns(row.job(), rank(row.job()));
  }

  int endOverdue(Instant now, int most) throws SQLException {
    int ended = 0;
    for (long number : ledger.overdue(now.toEpochMilli(), most)) {
      JobRecord row = get(number);
      Optional<Job.Overdue> overdue = row.job().overdue(now);
      if (overdue.isPresent()) { // but for a caller's fraction of a millisecond it always is
        apply(row, overdue.get().command(), now);
        ended++;
      }
    }
    return ended;
  }

  int purge(long before, int most) throws SQLException {
    session.call(JobSql.DELETE_OLD_KEYS).with(before).with(most).update();
    SqliteWebhookOutbox.purgeEndedBefore(session, before, most);
    for (LedgerLane.Turn idle : ledger.forgetIdle(most)) {
      session
          .call(LedgerSql.DELETE_TURN)
          .with(idle.lane.name().toString())
          .with(idle.owner.value())
          .update();
    }
    session.call(LedgerSql.KEEP_LAST_EVENT).with(ledger.lastEvent()).update();
    List<JobId> purged =
        session
            .call(JobSql.DELETE_ENDED)
            .with(before)
            .with(most)
            .all(row -> JobRows.jobId(row.text()));
    purged.forEach(ledger.cache()::remove);
    return purged.size();
  }
}
