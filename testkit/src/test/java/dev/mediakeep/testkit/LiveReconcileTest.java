package dev.mediakeep.testkit;

import static dev.mediakeep.job.ReconcileReport.Kind.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobHistory;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.KeyClaim;
import dev.mediakeep.job.LogPosition;
import dev.mediakeep.job.ReconcileReport;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Manifests that are held against a store while that goes on. */
class LiveReconcileTest {
  private final KeeperFixture all = new KeeperFixture();

  @BeforeEach
  void start() {
    all.keeper.start(KeeperFixture.TERM);
  }

  @Test
  void what_is_submitted_during_the_look_is_not_taken_back() {
    Job job = all.askedBefore();
    all.waiting(all.store, job, "op-1");
    all.follow();
    JobRecovery live = new LiveRecovery(all.copy, () -> submitAnew(job));
    ReconcileReport report = all.keeper(all.copy, live).reconcile(KeeperFixture.TERM);
    assertThat(KeeperFixture.kinds(report)).containsExactly(CONFLICT);
    assertThat(all.back(job).state().operation().orElseThrow().handle()).isEqualTo("op-2");
    assertThat(all.manifest(job).job()).isEqualTo(all.back(job));
  }

  @Test
  void what_the_store_learns_during_the_look_is_no_finding() {
    Job job = all.askedBefore();
    Job told = all.waiting(all.store, job, "op-1");
    all.follow();
    Job[] first = new Job[1];
    JobRecovery live =
        new LiveRecovery(
            all.copy,
            () -> {
              all.keeper(all.copy, all.copy).reconcile(KeeperFixture.TERM);
              first[0] = all.running(all.copy, job);
            });
    ReconcileReport report = all.keeper(all.copy, live).reconcile(KeeperFixture.TERM);
    assertThat(report.findings()).isEmpty();
    assertThat(all.back(job)).isEqualTo(first[0]);
    assertThat(all.back(job).state().operation()).isEqualTo(told.state().operation());
  }

  @Test
  void a_job_that_begins_during_the_look_is_not_given_up() {
    Job job = all.askedBefore();
    all.cancelled(all.store, job);
    all.follow();
    all.clock.advance(KeeperFixture.TERM.plusDays(1));
    Instant old = all.clock.instant().minus(KeeperFixture.TERM);
    all.store.purgeFinishedBefore(old, all.clock.instant(), 10);
    assertThat(all.keeper.removeEndedBefore(old)).isOne();
    JobRecovery live = new LiveRecovery(all.copy, () -> all.waiting(all.copy, job, "op-1"));
    ReconcileReport report = all.keeper(all.copy, live).reconcile(KeeperFixture.TERM);
    assertThat(report.findings()).isEmpty();
    assertThat(all.back(job).state()).isInstanceOf(JobState.Waiting.class);
  }

  private void submitAnew(Job job) {
    all.cancelled(all.copy, job);
    all.done(all.copy, job, new JobCommand.Retry());
    all.waiting(all.copy, job, "op-2");
  }

  /** The recovery of a store in which something happens after all manifests were looked at. */
  private record LiveRecovery(JobRecovery recovery, Runnable happens) implements JobRecovery {
    @Override
    public LogPosition position() {
      return recovery.position();
    }

    @Override
    public void begin(LogPosition from) {
      recovery.begin(from);
      happens.run();
    }

    @Override
    public Optional<JobHistory> history(JobId id, long after) {
      return recovery.history(id, after);
    }

    @Override
    public Job takeBack(Job told, Optional<KeyClaim> key, Instant now) {
      return recovery.takeBack(told, key, now);
    }
  }
}
