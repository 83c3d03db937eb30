package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import dev.mediakeep.testkit.SampleJobs;
import dev.mediakeep.testkit.SettableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed for a purge may change before it is removed. */
final class JobPurgeTest {
  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final NewJob asked = new SampleJobs(clock, 1).next();
  @TempDir private Path folder;
  @AutoClose private Session session;
  private JobChanges changes;
  private JobLedger ledger;

  @BeforeEach
  void cancel() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    session = new Session(Connections.openForSqlTransactions(file, Duration.ofSeconds(1)));
    ledger = LedgerLoad.read(session);
    JobMachine machine = new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1));
    changes = new JobChanges(session, machine, ledger);
    session.call(JobSql.PUT_LANE).with(SampleJobs.LANE.toString()).with(9).with(9).update();
    ledger.putRule(new LaneRule(SampleJobs.LANE, 9, 9));
    changes.enqueue(asked);
    change(new JobCommand.End(Stop.Reason.CANCELLED));
    clock.advance(Duration.ofDays(1));
  }

  private void change(JobCommand command) throws SQLException {
    assertThat(changes.change(asked.id(), command, clock.instant()))
        .isInstanceOf(JobChange.Done.class);
  }

  private JobPurge purge() {
    return new JobPurge(clock.millis(), clock.millis(), 9);
  }

  @Test
  void what_has_ended_goes() throws Exception {
    assertThat(purge().slice(session, ledger, purge().list(session)).jobs()).isOne();
    assertThat(changes.find(asked.id())).isEmpty();
  }

  @Test
  void what_is_in_line_again_stays() throws Exception {
    List<JobPurge.Ended> listed = purge().list(session);
    assertThat(listed).hasSize(1);
    change(new JobCommand.Retry());
    assertThat(purge().slice(session, ledger, listed).jobs()).isZero();
    assertThat(changes.find(asked.id()).orElseThrow().job().state())
        .isInstanceOf(JobState.Queued.class);
  }
}
