package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.ClaimRequest;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
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
  private final List<JobId> ids = new ArrayList<>();
  @TempDir private Path folder;
  private FaultyConnection connection;
  private GroupCommitWriter writer;
  private SharedLedger ledgers;

  @BeforeEach
  void start() throws Exception {
    SqliteConfig config = TestDatabase.in(folder);
    Path file = config.databaseFile();
    connection =
        new FaultyConnection(Connections.openWriting(file, Duration.ofSeconds(1)), "COMMIT");
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
      clock.advance(Duration.ofMillis(random.nextLong(20_000)));
      connection.failWith(random.nextInt(10) == 0 ? FULL : null);
      failed += runGroup(random);
      connection.failWith(null);
      assertThat(remembered()).as("after group %s of seed %s", group, seed).isEqualTo(inRows());
    }
    assertThat(failed).as("units that failed").isPositive();
    assertThat(ids).as("jobs").hasSizeGreaterThan(100);
  }

  @Test
  void a_lane_that_was_taken_back_harms_no_later_pick() throws Exception {
    Instant now = clock.instant();
    SqlWork<?> claim = claim(samples.claim(1, SampleJobs.LANE));
    JobRequest request = JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).build();
    connection.failWith(FULL);
    assertThat(runGroup(List.of(setLane(1), enqueue(request, now), claim))).isEqualTo(4);
    connection.failWith(null);
    assertThat(runGroup(List.of(setLane(1), enqueue(request, now), claim))).isZero();
    assertThat(remembered()).contains("running=1").isEqualTo(inRows());
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
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> enqueue(request(random), now);
      case 3 -> session -> changes(session).endOverdue(now, 5);
      case 4 -> session -> changes(session).purge(now.minusSeconds(60).toEpochMilli(), 3);
      case 5 -> setLane(random.nextInt(3));
      case 6, 7 -> {
        ClaimRequest claim = samples.claim(1 + random.nextInt(3), SampleJobs.LANE);
        yield claim(claim);
      }
      default -> {
        int draw = random.nextInt(Integer.MAX_VALUE);
        yield session -> command(session, draw, now);
      }
    };
  }

  private SqlWork<?> claim(ClaimRequest request) {
    return session -> new JobClaims(session, machine, ledgers.on(session), request).claim();
  }

  private JobRequest request(SplittableRandom random) {
    JobRequest.Builder builder =
        JobRequest.builder(new OwnerId("owner-" + random.nextInt(4)), SampleJobs.LANE)
            .cost(1 + random.nextInt(9))
            .priority(random.nextInt(10))
            .address("10.0.0." + random.nextInt(3));
    return random.nextInt(3) == 0
        ? builder.notBefore(clock.instant().plusSeconds(random.nextInt(60))).build()
        : builder.build();
  }

  private SqlWork<?> enqueue(JobRequest request, Instant now) {
    var asked = samples.next(request);
    ids.add(asked.id());
    return session -> changes(session).enqueue(asked);
  }

  private SqlWork<?> setLane(int way) {
    LaneRule rule = new LaneRule(SampleJobs.LANE, 1_000, 5 + way * 10);
    return session -> {
      JobLedger ledger = ledgers.on(session);
      ledger.putRule(rule);
      ledger
          .lane(rule.lane())
          .ifPresent(lane -> ledger.setMode(lane, LaneMode.OPEN, Optional.empty()));
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
  private int command(Session session, int draw, Instant now) throws SQLException {
    JobId id = ids.isEmpty() ? samples.next().id() : ids.get(draw % ids.size());
    Optional<Job> job = changes(session).find(id).map(JobRecord::job);
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
    changes(session).change(id, command, now);
    return draw;
  }

  private JobChanges changes(Session session) throws SQLException {
    return new JobChanges(session, machine, ledgers.on(session));
  }

  private String remembered() {
    return writer.write("describing", session -> describe(ledgers.on(session)));
  }

  private String inRows() {
    return writer.write("describing", session -> describe(LedgerLoad.read(session)));
  }

  private String describe(JobLedger ledger) {
    ledger.letInDue(clock.millis());
    return ledger.toString();
  }
}
