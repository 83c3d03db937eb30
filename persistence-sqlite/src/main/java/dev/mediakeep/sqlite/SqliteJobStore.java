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
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Standing;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs, their lanes and their log in SQLite. */
final class SqliteJobStore implements JobStore {
  /** Sorts after each id, which is made of hexadecimal digits and hyphens. */
  private static final String AFTER_ALL_IDS = "~";

  private final ReadPool reads;
  private final Writes writes;
  private final JobMachine machine;

  SqliteJobStore(ReadPool reads, Writes writes, JobMachine machine) {
    this.reads = reads;
    this.writes = writes;
    this.machine = machine;
  }

  @Override
  public EnqueueResult enqueue(NewJob job) {
    return writes.write(
        "putting a job in line", session -> new JobChanges(session, machine).enqueue(job));
  }

  @Override
  public List<Job> claim(ClaimRequest request) {
    return writes.write(
        "claiming jobs", session -> new JobClaims(session, machine, request).claim());
  }

  @Override
  public JobChange change(JobId id, JobCommand command, Instant now) {
    return writes.write(
        "changing a job", session -> new JobChanges(session, machine).change(id, command, now));
  }

  @Override
  public Optional<Job> find(JobId id) {
    return reads.read("finding a job", session -> JobChanges.find(session, id));
  }

  @Override
  public JobPage list(JobQuery query) {
    return reads.read("listing jobs", session -> query.pageOf(list(session, query)));
  }

  private static List<Job> list(Session session, JobQuery query) throws SQLException {
    String sql =
        query.owner().isPresent()
            ? JobSql.LIST_JOBS_OF_OWNER
            : query.lane().isPresent()
                ? JobSql.LIST_JOBS_OF_LANE
                : query.state().isPresent() ? JobSql.LIST_JOBS_IN_STATE : JobSql.LIST_ALL_JOBS;
    return session
        .call(sql)
        .with(query.before().map(JobId::toString).orElse(AFTER_ALL_IDS))
        .withText(query.owner().map(owner -> owner.value()))
        .withText(query.lane().map(Lane::toString))
        .withText(query.state().map(JobRows.STATES::of))
        .with(query.limit() + 1L)
        .all(JobRows::job);
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
        session -> session.call(JobWatchSql.LAST_EVENT).first(Row::number).orElse(0L));
  }

  @Override
  public Optional<Instant> nextDueAfter(Instant time, Set<Lane> lanes) {
    return reads.read(
        "finding the next job that is due",
        session -> {
          List<Instant> times = new ArrayList<>();
          for (Lane lane : lanes) {
            session
                .call(JobWatchSql.NEXT_DUE)
                .with(lane.toString())
                .with(time.toEpochMilli())
                .first(Row::optionalTime)
                .flatMap(found -> found)
                .ifPresent(times::add);
          }
          return times.stream().min(Comparator.naturalOrder());
        });
  }

  @Override
  public Optional<Standing> standing(JobId id) {
    return reads.read("counting the jobs before one", session -> standing(session, id));
  }

  private record Before(long atATime, long jobs) {}

  private static Optional<Standing> standing(Session session, JobId id) throws SQLException {
    Optional<Before> before =
        session
            .call(JobSql.COUNT_BEFORE)
            .with(id.toString())
            .first(row -> new Before(row.number(), row.number()));
    if (before.isEmpty()) {
      return Optional.empty();
    }
    List<Duration> runs =
        session
            .call(JobSql.LIST_RUN_TIMES)
            .with(id.toString())
            .with(Standing.RUNS)
            .all(row -> Duration.ofMillis(row.number()));
    return Optional.of(Standing.of(before.get().jobs() + 1, (int) before.get().atATime(), runs));
  }

  @Override
  public int endOverdue(Instant now, int most) {
    // Asked for each second, and mostly in vain: the writer is left alone then.
    boolean isAny =
        reads.read(
            "looking for what is overdue",
            session ->
                session
                    .call(JobWatchSql.IS_OVERDUE)
                    .with(now.toEpochMilli())
                    .first(Row::flag)
                    .orElse(false));
    return isAny ? endSome(now, most) : 0;
  }

  private int endSome(Instant now, int most) {
    return writes.write(
        "ending what is overdue",
        session -> new JobChanges(session, machine).endOverdue(now, most));
  }

  @Override
  public int purgeFinishedBefore(Instant time, int most) {
    return writes.write(
        "purging jobs",
        session -> {
          long before = Times.ceilMillis(time);
          session.call(JobSql.DELETE_OLD_KEYS).with(before).with(most).update();
          session.call(JobSql.DELETE_IDLE_TURNS).with(most).update();
          return session.call(JobSql.DELETE_ENDED).with(before).with(most).update();
        });
  }

  @Override
  public void putLane(LaneRule rule) {
    writes.write(
        "making a lane",
        session ->
            session
                .call(JobSql.PUT_LANE)
                .with(rule.lane().toString())
                .with(rule.maxQueued())
                .with(rule.maxRunning())
                .update());
  }

  @Override
  public boolean changeLane(Lane lane, LaneMode mode) {
    return writes.write(
        "changing a lane",
        session ->
            session
                    .call(JobSql.CHANGE_LANE)
                    .with(JobRows.MODES.of(mode))
                    .with(lane.toString())
                    .update()
                == 1);
  }

  @Override
  public List<LaneStatus> listLanes() {
    return reads.read(
        "listing lanes", session -> session.call(JobSql.LIST_LANES).all(JobRows::lane));
  }
}
