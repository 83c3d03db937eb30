package dev.mediakeep.sqlite;

import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobNotice;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Outcome;
import dev.mediakeep.webhook.WebhookUrl;
import java.sql.SQLException;
import java.time.Instant;
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
        : session
            .call(JobSql.GET_JOB)
            .with(number)
            .first(JobRows::record)
            .orElseThrow(() -> new LedgerMismatchException("there is no job in row " + number));
  }

  EnqueueResult enqueue(NewJob asked) throws SQLException {
    JobKeys keys = new JobKeys(session);
    Optional<JobId> earlier = keys.find(asked);
    if (earlier.isPresent()) {
      return asked.again(find(earlier.get()).map(JobRecord::job));
    }
    Optional<Problem> problem = refuse(asked.request());
    if (problem.isPresent()) {
      return new EnqueueResult.Refused(problem.get());
    }
    Job job = asked.job();
    insert(job, asked.now());
    keys.put(asked);
    return new EnqueueResult.Added(job);
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
    JobRecord row = record(ledger.numbers().nextJob(), job);
    session
        .call(JobSql.INSERT_JOB)
        .with(row.number())
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
        .with(row.rank())
        .with(due.toEpochMilli())
        .with(due.toEpochMilli())
        .with(now.toEpochMilli())
        .with(ledger.numbers().nextLine(session))
        .update();
    keep(row, now);
  }

  private void keep(JobRecord row, Instant now) {
    OpenJob.of(row).ifPresent(job -> ledger.add(job, now.toEpochMilli()));
    ledger.cache().put(row);
    session.undo().add(() -> ledger.cache().remove(row.job().id()));
  }

  private JobRecord record(long number, Job job) {
    long rank =
        job.state() instanceof JobState.Queued ? job.rank(machine.policies().fairness()) : 0;
    return new JobRecord(number, rank, job);
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
      update(row, record(row.number(), moved), command, now);
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
    JobColumns columns = new JobColumns(after);
    int changes = columns.differences(new JobColumns(before));
    Call call = session.call(UPDATES.computeIfAbsent(changes, JobSql::updateJob));
    for (Object value : columns.values(changes)) {
      call.withValue(value);
    }
    int changed =
        call.with(now.toEpochMilli())
            .with(JobRows.COMMANDS.of(command.kind()))
            .with(ledger.numbers().nextLine(session))
            .with(before.number())
            .with(JobRows.STATES.of(before.job().state().kind()))
            .with(before.job().attempts().fence())
            .update();
    if (changed != 1) {
      throw new LedgerMismatchException("job " + after.job().id() + " was changed by others");
    }
    OpenJob.of(before).ifPresent(job -> ledger.remove(job, now.toEpochMilli()));
    keep(after, now);
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
}
