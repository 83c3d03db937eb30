package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.ClaimRequest;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.FairnessPolicy;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.Stop;
import dev.mediakeep.testkit.SampleJobs;
import dev.mediakeep.testkit.SettableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the writer remembers of jobs is what their rows say, whatever failed in between. */
@Timeout(60)
final class JobLedgerTest {
  private static final int GROUPS = 150;
  private static final SQLiteException FULL =
      new SQLiteException("planted", SQLiteErrorCode.SQLITE_FULL);

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private final JobMachine machine =
      new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1));
  private final JobMachine other = machineWith(new FairnessPolicy(Duration.ZERO));
  private final List<JobId> ids = new ArrayList<>();
  @TempDir private Path folder;
  private FaultyConnection connection;
  private GroupCommitWriter writer;
  private SharedLedger ledgers;

  private static JobMachine machineWith(FairnessPolicy fairness) {
    JobPolicies usual = JobPolicies.ofDefaults();
    return new JobMachine(
        new JobPolicies(usual.retry(), usual.lease(), fairness, usual.limits()),
        new SplittableRandom(2));
  }

  @BeforeEach
  void start() throws Exception {
    SqliteConfig config = TestDatabase.in(folder);
    Path file = config.databaseFile();
    connection =
        new FaultyConnection(
            Connections.openForSqlTransactions(file, Duration.ofSeconds(1)), "COMMIT");
    Session session = new Session(connection.connection());
    WriterLimits limits = config.writer();
    WriteAheadLog log = new WriteAheadLog(session, JournalMode.WAL, limits::logFrames, 1_000);
    writer = GroupCommitWriter.start("test-writer", session, log, limits);
    ledgers = SharedLedger.keptBy(writer);
  }

  @AfterEach
  void stop() {
    connection.failWith(null);
    writer.close();
  }

  @Test
  void is_as_one_that_is_read_anew(TestReporter reporter) throws Exception {
    long seed = Long.getLong("mediakeep.ledger.seed", new SplittableRandom().nextLong());
    reporter.publishEntry("mediakeep.ledger.seed", String.valueOf(seed));
    SplittableRandom random = new SplittableRandom(seed);
    int failed = 0;
    for (int group = 0; group < GROUPS; group++) {
      clock.advance(Duration.ofMillis(random.nextLong(-5_000, 20_000)));
      connection.failWith(random.nextInt(10) == 0 ? FULL : null);
      failed += runGroup(random);
      connection.failWith(null);
      assertThat(remembered()).as("after group %s of seed %s", group, seed).isEqualTo(inRows());
      assertThat(differingInCache()).as("after group %s of seed %s", group, seed).isEmpty();
      assertThat(forgottenTurns()).as("after group %s of seed %s", group, seed).isEmpty();
    }
    assertThat(failed).as("units that failed").isPositive();
    assertThat(ids).as("jobs").hasSizeGreaterThan(100);
  }

  @Test
  void a_lane_that_was_taken_back_harms_no_later_pick() throws Exception {
    connection.failOn(LedgerSql.UPDATE_LANE, FULL);
    assertThat(runGroup(firstOf(SampleJobs.LANE))).as("failed, and the one before").isEqualTo(4);
    connection.failWith(null);
    assertThat(runGroup(firstOf(SampleJobs.OTHER_LANE))).isZero();
    assertThat(remembered()).contains("running=1").isEqualTo(inRows());
  }

  @Test
  void a_pick_that_was_taken_back_is_not_written() throws Exception {
    List<SqlWork<?>> steps = firstOf(SampleJobs.LANE);
    SqlWork<?> all =
        session -> {
          for (SqlWork<?> step : steps) {
            step.on(session);
          }
          return true;
        };
    assertThat(runGroup(List.of(planted(all, true)))).as("it alone failed").isOne();
    assertThat(runGroup(firstOf(SampleJobs.OTHER_LANE))).isZero();
    assertThat(remembered()).doesNotContain(SampleJobs.LANE.toString()).isEqualTo(inRows());
  }

  /** Makes a lane, puts a job in line and hands it out. */
  private List<SqlWork<?>> firstOf(Lane lane) {
    JobRequest request = JobRequest.builder(SampleJobs.ADA, lane).build();
    return List.of(
        setLane(lane, 1), enqueue(machine, request), claim(machine, samples.claim(1, lane)));
  }

  @Test
  void rows_that_others_changed_are_read_again() throws Exception {
    assertThat(runGroup(firstOf(SampleJobs.LANE))).isZero();
    JobRequest request = JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).build();
    assertThat(runGroup(List.of(enqueue(machine, request), enqueue(machine, request)))).isZero();
    writer.write(
        "meddling",
        session -> session.call("DELETE FROM job WHERE number = 2 AND state = 'queued'").update());
    writer.write("forgetting", session -> remove(ledgers.on(session).cache(), ids.get(1)));
    SqlWork<?> claim = claim(machine, samples.claim(2));
    assertThat(runGroup(List.of(claim))).as("read again, and done").isZero();
    assertThat(remembered()).contains("running=2").isEqualTo(inRows());
  }

  private static boolean remove(JobCache cache, JobId id) {
    cache.remove(id);
    return true;
  }

  /** Runs some units in one group; answers how many of them failed. */
  private int runGroup(SplittableRandom random) throws Exception {
    List<SqlWork<?>> units = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int unit = 0; unit < count; unit++) {
      units.add(planted(step(random), random.nextInt(6) == 0));
    }
    return runGroup(units);
  }

  /** Runs units in their order, in one group with one that waits until all are queued. */
  private int runGroup(List<SqlWork<?>> units) throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    answers.add(
        submit(session -> {
          entered.countDown();
          return await(gate);
        }));
    entered.await();
    for (SqlWork<?> unit : units) {
      answers.add(submit(unit));
      while (writer.queued() < answers.size() - 1) {
        Thread.onSpinWait();
      }
    }
    gate.countDown();
    int failed = 0;
    for (CompletableFuture<Boolean> answer : answers) {
      failed += answer.get() ? 0 : 1;
    }
    return failed;
  }

  private static boolean await(CountDownLatch gate) {
    try {
      gate.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<Boolean> submit(SqlWork<?> unit) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            writer.write("stepping", unit);
            answer.complete(true);
          } catch (MediakeepException | IllegalStateException e) {
            answer.complete(false);
          }
        });
    return answer;
  }

  private static SqlWork<?> planted(SqlWork<?> unit, boolean fails) {
    return session -> {
      Object result = unit.on(session);
      if (fails) {
        throw new IllegalStateException("planted");
      }
      return result;
    };
  }

  private SqlWork<?> step(SplittableRandom random) {
    Instant now = clock.instant();
    JobMachine by = random.nextInt(3) == 0 ? other : machine;
    return switch (random.nextInt(13)) {
      case 0, 1, 2 -> enqueue(by, request(random));
      case 3 -> unit(by, changes -> changes.endOverdue(now, 5));
      case 4 -> {
        long before = now.minusSeconds(60).toEpochMilli();
        JobPurge purge = new JobPurge(before, now.toEpochMilli(), 9);
        yield session -> purge.slice(session, ledgers.on(session), purge.list(session));
      }
      case 5 -> setLane(lane(random), random.nextInt(3));
      case 6, 7 ->
          claim(by, samples.claim(1 + random.nextInt(3), SampleJobs.LANE, SampleJobs.OTHER_LANE));
      case 8 -> takeBack(random.nextInt(Integer.MAX_VALUE), now);
      default -> {
        int draw = random.nextInt(Integer.MAX_VALUE);
        yield unit(by, changes -> command(changes, draw, now));
      }
    };
  }

  private static Lane lane(SplittableRandom random) {
    return random.nextInt(3) == 0 ? SampleJobs.OTHER_LANE : SampleJobs.LANE;
  }

  private interface Step {
    Object of(JobChanges changes) throws SQLException;
  }

  private SqlWork<?> unit(JobMachine by, Step step) {
    return ledgers.unit((session, ledger) -> step.of(new JobChanges(session, by, ledger)));
  }

  private SqlWork<?> claim(JobMachine by, ClaimRequest request) {
    return ledgers.unit((session, ledger) -> new JobClaims(session, by, ledger, request).claim());
  }

  /** Lets a job become what it was in a world in which it waits. */
  private SqlWork<?> takeBack(int draw, Instant now) {
    return unit(
        machine,
        changes -> {
          Optional<JobRecord> row = ids.isEmpty() ? Optional.empty() : changes.find(any(draw));
          if (row.isEmpty()) {
            return false;
          }
          Job known = row.get().job();
          Job told =
              new Job(
                  known.id(),
                  known.request(),
                  known.createdAt(),
                  new JobState.Queued(now.minusSeconds(draw % 100), now),
                  known.attempts(),
                  known.progress(),
                  known.lastFailure());
          return changes.change(told.id(), new JobCommand.TakeBack(told), now);
        });
  }

  private JobId any(int draw) {
    return ids.get(draw % ids.size());
  }

  private JobRequest request(SplittableRandom random) {
    JobRequest.Builder builder =
        JobRequest.builder(new OwnerId("owner-" + random.nextInt(4)), lane(random))
            .cost(1 + random.nextInt(9))
            .priority(random.nextInt(10))
            .address("10.0.0." + random.nextInt(3));
    return random.nextInt(3) == 0
        ? builder.notBefore(clock.instant().plusSeconds(random.nextInt(60))).build()
        : builder.build();
  }

  private SqlWork<?> enqueue(JobMachine by, JobRequest request) {
    var asked = samples.next(request);
    ids.add(asked.id());
    return unit(by, changes -> changes.enqueue(asked));
  }

  private SqlWork<?> setLane(Lane lane, int way) {
    LaneRule rule = new LaneRule(lane, 1_000, 5 + way * 10);
    return session -> {
      JobLedger ledger = ledgers.on(session);
      ledger.putRule(rule);
      ledger
          .lane(rule.lane())
          .ifPresent(known -> ledger.setMode(known, LaneMode.OPEN, Optional.empty()));
      session
          .call(JobSql.PUT_LANE)
          .with(rule.lane().toString())
          .with(rule.maxQueued())
          .with(rule.maxRunning())
          .update();
      return session.call(JobSql.CHANGE_LANE).with("open").with(rule.lane().toString()).update();
    };
  }

  /** Does to one of the jobs what its last worker, or a person, might do. */
  private int command(JobChanges changes, int draw, Instant now) throws SQLException {
    JobId id = ids.isEmpty() ? samples.next().id() : any(draw);
    Optional<Job> job = changes.find(id).map(JobRecord::job);
    long fence = job.map(SampleJobs::fence).orElse(0L);
    Instant soon = now.plusMillis(draw % 30_000);
    JobCommand command =
        switch (draw % 11) {
          case 0 -> new JobCommand.Heartbeat(fence, soon, Optional.empty());
          case 1, 2 -> new JobCommand.Intend(fence);
          case 3, 4 -> new JobCommand.Submitted(fence, "op", soon);
          case 5 -> new JobCommand.Wait(fence, soon, Optional.empty());
          case 6 -> new JobCommand.Release(fence);
          case 7 -> new JobCommand.Retry();
          case 8 -> new JobCommand.End(Stop.Reason.CANCELLED);
          case 9 ->
              new JobCommand.Fail(
                  fence, new Failure(FailureClass.UNAVAILABLE, "later"), Optional.of(soon));
          default ->
              new JobCommand.Fail(
                  fence, new Failure(FailureClass.TRANSIENT, "again"), Optional.empty());
        };
    changes.change(id, command, now);
    return draw;
  }

  private String remembered() {
    return writer.write("describing", session -> ledgers.on(session).toString());
  }

  private String inRows() {
    return writer.write("describing", session -> LedgerLoad.read(session).toString());
  }

  /** The owners that a row tells of who are not remembered. */
  private List<String> forgottenTurns() {
    return writer.write(
        "comparing",
        session -> {
          JobLedger ledger = ledgers.on(session);
          return session
              .call("SELECT lane, owner FROM job_turn")
              .all(row -> new Forgettable(Lane.parse(row.text()), new OwnerId(row.text())))
              .stream()
              .filter(
                  one -> ledger.lane(one.lane()).flatMap(lane -> lane.find(one.owner())).isEmpty())
              .map(Forgettable::toString)
              .toList();
        });
  }

  private record Forgettable(Lane lane, OwnerId owner) {}

  /** The jobs that are remembered in another form than their rows have. */
  private List<JobRecord> differingInCache() {
    return writer.write(
        "comparing",
        session -> {
          List<JobRecord> differing = new ArrayList<>();
          for (JobId id : ids) {
            Optional<JobRecord> row =
                session.call(JobSql.FIND_JOB).with(id.toString()).first(JobRows::record);
            ledgers
                .on(session)
                .cache()
                .find(id)
                .filter(cached -> !row.equals(Optional.of(cached)))
                .ifPresent(differing::add);
          }
          return differing;
        });
  }
}
