package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import dev.mediakeep.job.FollowedLog;
import dev.mediakeep.job.FoundManifest;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.KeeperStatus;
import dev.mediakeep.job.ManifestKeeper;
import dev.mediakeep.job.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Manifests that follow a store which was never put back. */
class ManifestKeeperTest {
  private final KeeperFixture all = new KeeperFixture();

  @BeforeEach
  void start() {
    all.keeper.start(KeeperFixture.TERM);
  }

  @Test
  void a_job_that_changed_often_is_written_once() {
    Job job = all.waiting(all.store, all.asked(), "op-1");
    all.follow();
    all.follow();
    assertThat(all.manifests.puts).containsExactly(job.id());
    JobManifest manifest = all.manifest(job);
    assertThat(manifest.job()).isEqualTo(job);
    assertThat(manifest.timeline()).hasSize(4);
    assertThat(manifest.leftOut()).isZero();
  }

  @Test
  void ten_thousand_edges_of_a_hundred_jobs_are_a_hundred_writes() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      jobs.add(all.running(all.store, all.asked()));
    }
    for (int edge = 0; edge < 98; edge++) {
      for (Job job : jobs) {
        beat(job);
      }
    }
    assertThat(all.keeper.follow()).isFalse();
    assertThat(all.manifests.puts).hasSize(100).doesNotHaveDuplicates();
    assertThat(all.manifest(jobs.getFirst()).timeline())
        .as("without all heartbeats but the last")
        .hasSize(3);
    assertThat(all.manifest(jobs.getFirst()).leftOut()).isEqualTo(97);
  }

  @Test
  void a_timeline_goes_on_where_it_ended() {
    Job job = all.running(all.store, all.asked());
    beat(job);
    all.follow();
    Job waiting = all.done(all.store, job, new JobCommand.Intend(SampleJobs.fence(job)));
    all.follow();
    JobManifest manifest = all.manifest(job);
    assertThat(manifest.job()).isEqualTo(waiting);
    assertThat(manifest.timeline())
        .extracting(line -> line.command().orElse(JobCommand.Kind.RETRY))
        .containsExactly(JobCommand.Kind.RETRY, JobCommand.Kind.CLAIM, JobCommand.Kind.INTEND);
    assertThat(manifest.leftOut()).isEqualTo(1);
  }

  @Test
  void of_a_long_life_the_timeline_tells_the_beginning_and_the_end() {
    Job job = all.waiting(all.store, all.asked(), "op-1");
    for (int poll = 0; poll < 300; poll++) {
      all.clock.advance(Duration.ofMinutes(1));
      long fence = SampleJobs.fence(all.running(all.store, job));
      Instant next = all.clock.instant();
      all.done(all.store, job, new JobCommand.Wait(fence, next, Optional.empty()));
      if (poll % 50 == 0) {
        all.follow();
      }
    }
    all.follow();
    JobManifest manifest = all.manifest(job);
    assertThat(manifest.timeline()).hasSize(200);
    assertThat(manifest.timeline().getFirst().command()).isEmpty();
    assertThat(manifest.leftOut()).isEqualTo(4 + 600 - 200);
  }

  @Test
  void a_start_in_step_looks_at_no_manifest() {
    all.asked();
    all.follow();
    all.manifests.walks = 0;
    all.manifests.puts.clear();
    ManifestKeeper next = all.keeper(all.store, all.store);
    assertThat(next.start(KeeperFixture.TERM).isComplete()).isFalse();
    assertThat(next.follow()).isFalse();
    assertThat(all.manifests.walks).isZero();
    assertThat(all.manifests.puts).isEmpty();
  }

  @Test
  void what_was_not_written_before_a_crash_is_written_after_it() {
    Job first = all.asked();
    all.follow();
    Job second = all.submitting(all.store, all.asked());
    ManifestKeeper next = all.keeper(all.store, all.store);
    assertThat(next.start(KeeperFixture.TERM).findings()).isEmpty();
    next.follow();
    assertThat(all.manifest(second).job()).isEqualTo(second);
    assertThat(all.manifests.puts).containsExactly(first.id(), second.id());
  }

  @Test
  void a_lost_position_takes_nothing_back() {
    Job job = all.submitting(all.store, all.asked());
    all.follow();
    all.manifests.mark(new FollowedLog("ff", 0, 0));
    ManifestKeeper next = all.keeper(all.store, all.store);
    assertThat(next.start(KeeperFixture.TERM).findings()).isEmpty();
    next.follow();
    assertThat(all.store.find(job.id())).contains(job);
    assertThat(all.manifests.puts).as("nothing is written again").containsExactly(job.id());
  }

  @Test
  void a_manifest_that_cannot_be_written_holds_up_no_other() {
    Job bad = all.asked();
    Job good = all.asked();
    all.manifests.refused = bad.id()::equals;
    assertThat(all.keeper.follow()).isFalse();
    assertThat(all.manifests.puts).containsExactly(good.id());
    KeeperStatus status = all.keeper.status();
    assertThat(status.behind()).isOne();
    assertThat(status.trouble()).map(Problem::code).contains(ErrorCode.DISK_FULL);
    all.manifests.refused = id -> false;
    all.follow();
    assertThat(all.manifest(bad).job()).isEqualTo(bad);
    assertThat(all.keeper.status()).isEqualTo(new KeeperStatus(0, Optional.empty()));
  }

  @Test
  void what_is_written_at_last_is_settled_though_another_one_is_stuck() {
    Job stuck = all.asked();
    all.asked();
    all.manifests.refused = id -> true;
    all.keeper.follow();
    all.manifests.refused = stuck.id()::equals;
    all.keeper.follow();
    assertThat(all.manifests.puts).hasSize(1);
    assertThat(all.manifests.isUnsettled).isFalse();
  }

  @Test
  void what_could_not_be_written_is_written_after_a_restart() {
    Job bad = all.asked();
    all.asked();
    all.manifests.refused = bad.id()::equals;
    all.keeper.follow();
    all.manifests.refused = id -> false;
    ManifestKeeper next = all.keeper(all.store, all.store);
    next.start(KeeperFixture.TERM);
    next.follow();
    assertThat(all.manifest(bad).job()).isEqualTo(bad);
  }

  @Test
  void no_manifest_is_written_before_it_is_said_how_far_they_go() {
    Job job = all.asked();
    all.manifests.marksFail = true;
    all.keeper.follow();
    assertThat(all.manifests.puts).isEmpty();
    all.manifests.marksFail = false;
    all.keeper.follow();
    assertThat(all.manifests.puts).containsExactly(job.id());
    long last = all.store.position().number();
    assertThat(all.manifests.followed().orElseThrow())
        .returns(last, FollowedLog::kept)
        .returns(last, FollowedLog::reach);
  }

  @Test
  void no_manifest_tells_of_a_line_that_came_too_late_to_be_marked() {
    Job job = all.asked();
    all.manifests.afterMark = once(() -> all.submitting(all.store, job));
    all.keeper.follow();
    assertThat(all.manifest(job).job().state()).isInstanceOf(JobState.Submitting.class);
    assertThat(all.manifests.reachAtLastPut).isGreaterThanOrEqualTo(lastLine(job));
  }

  @Test
  void a_line_that_cannot_be_marked_is_told_later() {
    Job job = all.asked();
    all.manifests.afterMark =
        once(() -> {
          all.submitting(all.store, job);
          all.manifests.marksFail = true;
        });
    all.keeper.follow();
    assertThat(all.manifests.puts).isEmpty();
    assertThat(all.keeper.status().behind()).isOne();
    assertThat(all.keeper.status().trouble()).map(Problem::code).contains(ErrorCode.DISK_FULL);
    all.manifests.marksFail = false;
    all.follow();
    assertThat(all.manifest(job).job().state()).isInstanceOf(JobState.Submitting.class);
    assertThat(all.manifests.reachAtLastPut).isGreaterThanOrEqualTo(lastLine(job));
  }

  private Runnable once(Runnable change) {
    return () -> {
      all.manifests.afterMark = () -> {};
      change.run();
    };
  }

  private long lastLine(Job job) {
    return all.manifest(job).last().number();
  }

  @Test
  void a_full_disk_is_not_asked_for_each_job() {
    List<Job> tried = new ArrayList<>();
    all.manifests.refused =
        id -> {
          tried.add(all.store.find(id).orElseThrow());
          return true;
        };
    for (int i = 0; i < 500; i++) {
      all.asked();
    }
    all.keeper.follow();
    assertThat(tried).hasSizeLessThan(10);
    assertThat(all.keeper.status().behind()).isEqualTo(500);
  }

  @Test
  void a_disk_that_takes_no_position_stops_no_start() {
    all.manifests.marksFail = true;
    ManifestKeeper next = all.keeper(all.store, all.store);
    next.start(KeeperFixture.TERM);
    next.follow();
    assertThat(next.status().trouble()).isPresent();
    all.manifests.marksFail = false;
    next.follow();
    assertThat(next.status().trouble()).isEmpty();
  }

  @Test
  void old_manifests_are_removed_when_their_jobs_are() {
    Job ended = all.cancelled(all.store, all.asked());
    Job running = all.waiting(all.store, all.asked(), "op-1");
    all.follow();
    all.clock.advance(Duration.ofDays(40));
    Instant old = all.clock.instant().minus(KeeperFixture.TERM);
    assertThat(all.keeper.removeEndedBefore(old)).as("still in the store").isZero();
    all.store.purgeFinishedBefore(old, all.clock.instant(), 10);
    assertThat(all.keeper.removeEndedBefore(old)).isOne();
    assertThat(all.manifests.find(ended.id())).isEmpty();
    assertThat(all.manifests.find(running.id())).isPresent();
  }

  @Test
  void a_manifest_that_says_that_something_runs_is_never_removed() {
    Job job = all.waiting(all.store, all.asked(), "op-1");
    all.follow();
    all.done(
        all.store, job, new JobCommand.Resolve(new JobCommand.Finding.GivenUp("nobody knows")));
    all.clock.advance(Duration.ofDays(40));
    all.store.purgeFinishedBefore(all.clock.instant(), all.clock.instant(), 10);
    assertThat(all.keeper.removeEndedBefore(all.clock.instant())).isZero();
    all.follow();
    assertThat(all.manifest(job).job().state()).isInstanceOf(JobState.Waiting.class);
  }

  @Test
  void says_up_to_when_all_is_kept() {
    all.follow();
    Instant kept = all.keeper.keptUntil();
    assertThat(kept).isBefore(all.clock.instant());
    all.clock.advance(Duration.ofHours(1));
    all.manifests.refused = id -> true;
    all.asked();
    all.follow();
    assertThat(all.keeper.keptUntil()).isEqualTo(kept);
  }

  @Test
  void what_is_no_manifest_is_put_aside_before_one_is_written() {
    Job job = all.asked();
    all.follow();
    JobManifest foreign = all.manifest(job);
    all.cancelled(all.copy, copyOf(job));
    all.manifests.put(
        new JobManifest(
            foreign.job(), foreign.key(), all.copy.history(job.id(), 1).orElseThrow().lines(), 0));
    Job running = all.running(all.store, job);
    all.follow();
    assertThat(all.manifest(job).job()).isEqualTo(running);
    assertThat(all.all()).hasSize(2).anyMatch(FoundManifest.Unreadable.class::isInstance);
  }

  private Job copyOf(Job job) {
    all.copy.enqueue(new NewJob(job.id(), job.request(), Optional.empty(), job.createdAt()));
    return job;
  }

  private void beat(Job job) {
    all.done(
        all.store,
        job,
        new JobCommand.Heartbeat(
            SampleJobs.fence(job), all.clock.instant().plusSeconds(60), Optional.empty()));
  }
}
