package dev.mediakeep.sqlite;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.ClaimRequest;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPage;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.PurgeSlice;
import dev.mediakeep.job.Standing;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Jobs, their lanes and their log in SQLite. */
final class SqliteJobStore implements JobStore {
  /** Sorts after each id, which is made of hexadecimal digits and hyphens. */
  private static final String AFTER_ALL_IDS = "~";

  /** Among so many jobs that ended last, those of a lane are looked for. */
  private static final int RUNS_LOOKED_AT = 2_000;

  private final ReadPool reads;
  private final Writes writes;
  private final SharedLedger ledgers;
  private final JobMachine machine;

  SqliteJobStore(ReadPool reads, Writes writes, SharedLedger ledgers, JobMachine machine) {
    this.reads = reads;
    this.writes = writes;
    this.ledgers = ledgers;
    this.machine = machine;
  }

  @Override
  public EnqueueResult enqueue(NewJob job) {
    return writes.write(
        "putting a job in line",
        ledgers.unit((session, ledger) -> changes(session, ledger).enqueue(job)));
  }

  @Override
  public Optional<EnqueueResult> findEarlier(NewJob asked) {
    return reads.readAtOneMoment(
        "finding the job of a key",
        session -> {
          Optional<JobId> earlier = new JobKeys(session).find(asked);
          return earlier.isEmpty()
              ? Optional.empty()
              : Optional.of(asked.again(find(session, earlier.get())));
        });
  }

  @Override
  public List<Job> claim(ClaimRequest request) {
    return writes.write(
        "claiming jobs",
        ledgers.unit(
            (session, ledger) -> new JobClaims(session, machine, ledger, request).claim()));
  }

  @Override
  public JobChange change(JobId id, JobCommand command, Instant now) {
    SqlWork<JobChange> unit =
        ledgers.unit((session, ledger) -> changes(session, ledger).change(id, command, now));
    // Each handle follows an intent, which needs room, so no more of them come than are under way.
    return command instanceof JobCommand.Submitted
        ? writes.writeFromReserve("noting what a provider runs", unit)
        : writes.write("changing a job", unit);
  }

  private JobChanges changes(Session session, JobLedger ledger) {
    return new JobChanges(session, machine, ledger);
  }

  @Override
  public Optional<Job> find(JobId id) {
    return reads.read("finding a job", session -> find(session, id));
  }

  private static Optional<Job> find(Session session, JobId id) throws SQLException {
    return session.call(JobSql.FIND_JOB).with(id.toString()).first(JobRows::job);
  }

  @Override
  public JobPage list(JobQuery query) {
    return reads.read("listing jobs", session -> query.pageOf(list(session, query)));
  }

  private static List<Job> list(Session session, JobQuery query) throws SQLException {
    String sql =
        query.owner().isPresent()
            ? JobSql.LIST_JOBS_OF_OWNER
            : query.state().map(SqliteJobStore::listIn).orElse(JobSql.LIST_ALL_JOBS);
    return session
        .call(sql)
        .with(query.before().map(JobId::toString).orElse(AFTER_ALL_IDS))
        .withText(query.owner().map(owner -> owner.value()))
        .withText(query.lane().map(Lane::toString))
        .withText(query.state().map(JobRows.STATES::of))
        .with(query.limit() + 1L)
        .all(JobRows::job);
  }

  /** Through an index where those in the state may be few among many. */
  private static String listIn(JobState.Kind state) {
    return switch (state) {
      case RUNNING, SUBMITTING, LOOKING, POLLING, WAITING, UNCERTAIN -> JobSql.LIST_JOBS_NOT_ENDED;
      case FAILED, CANCELLED -> JobSql.LIST_JOBS_THAT_CAME_TO_NOTHING;
      case QUEUED, SUCCEEDED -> JobSql.LIST_ALL_JOBS;
    };
  }

  @Override
  public List<JobEntry> listEntries(EntryQuery query) {
    return reads.read(
        "reading the log of jobs",
        session ->
            entries(session, query).with(query.limit()).all(JobRows::entry).stream()
                .filter(query::matches)
                .toList());
  }

  private static Call entries(Session session, EntryQuery query) throws SQLException {
    if (query.job().isPresent()) {
      String job = query.job().get().toString();
      return session.call(JobSql.LIST_EVENTS_OF_JOB).with(job).with(query.after());
    }
    if (query.owner().isPresent()) {
      return session
          .call(JobWatchSql.LIST_EVENTS_OF_OWNER)
          .with(query.after())
          .with(query.upTo())
          .with(query.owner().get().value());
    }
    return session.call(JobSql.LIST_EVENTS).with(query.after());
  }

  @Override
  public long lastEntry() {
    return reads.read(
        "finding the end of the log of jobs",
        session -> session.call(LedgerSql.LAST_EVENT).first(Row::number).orElseThrow());
  }

  @Override
  public Optional<Instant> nextDueAfter(Instant time, Set<Lane> lanes) {
    OptionalLong next = ledgers.ask(ledger -> ledger.nextDueAfter(time.toEpochMilli(), lanes));
    return next.isPresent()
        ? Optional.of(Instant.ofEpochMilli(next.getAsLong()))
        : Optional.empty();
  }

  @Override
  public Optional<Standing> standing(JobId id) {
    return reads
        .read(
            "finding a queued job",
            session -> session.call(JobSql.FIND_OPEN).with(id.toString()).first(JobRows::open))
        .flatMap(this::standing);
  }

  private Optional<Standing> standing(OpenJob job) {
    return ledgers
        .ask(ledger -> ledger.ahead(job))
        .map(ahead -> Standing.of(ahead.jobs() + 1, ahead.atATime(), listRuns(job.lane())));
  }

  @Override
  public List<Duration> listRuns(Lane lane) {
    return reads.read(
        "listing run times",
        session ->
            session
                .call(JobSql.LIST_RUN_TIMES)
                .with(RUNS_LOOKED_AT)
                .with(lane.toString())
                .with(Standing.RUNS)
                .all(row -> Duration.ofMillis(row.number())));
  }

  @Override
  public int endOverdue(Instant now, int most) {
    // Asked for each second, and mostly in vain: the writer is left alone then.
    return ledgers.ask(ledger -> ledger.isOverdue(now.toEpochMilli())) ? endSome(now, most) : 0;
  }

  private int endSome(Instant now, int most) {
    return writes.write(
        "ending what is overdue",
        ledgers.unit((session, ledger) -> changes(session, ledger).endOverdue(now, most)));
  }

  @Override
  public PurgeSlice purgeFinishedBefore(Instant time, Instant now, int most) {
    JobPurge purge = new JobPurge(Times.ceilMillis(time), now.toEpochMilli(), most);
    List<JobPurge.Ended> ended = reads.read("listing old jobs", purge::list);
    return writes.writeFromReserve(
        "purging jobs", ledgers.unit((session, ledger) -> purge.slice(session, ledger, ended)));
  }

  @Override
  public void putLane(LaneRule rule) {
    writes.write(
        "making a lane",
        ledgers.unit((session, ledger) -> {
          ledger.putRule(rule);
          return session
              .call(JobSql.PUT_LANE)
              .with(rule.lane().toString())
              .with(rule.maxQueued())
              .with(rule.maxRunning())
              .update();
        }));
  }

  @Override
  public boolean changeLane(Lane lane, LaneMode mode) {
    return writes.write(
        "changing a lane",
        ledgers.unit((session, ledger) -> {
          ledger.lane(lane).ifPresent(known -> ledger.setMode(known, mode, Optional.empty()));
          return session
                  .call(JobSql.CHANGE_LANE)
                  .with(JobRows.MODES.of(mode))
                  .with(lane.toString())
                  .update()
              == 1;
        }));
  }

  @Override
  public List<LaneStatus> listLanes() {
    return ledgers.ask(JobLedger::statuses);
  }
}
