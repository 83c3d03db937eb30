package dev.mediakeep.testkit;

import static dev.mediakeep.job.ReconcileReport.Kind.CONFLICT;
import static dev.mediakeep.job.ReconcileReport.Kind.FORGOTTEN;
import static dev.mediakeep.job.ReconcileReport.Kind.TAKEN_BACK;
import static dev.mediakeep.job.ReconcileReport.Kind.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.FoundManifest;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobHistory;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.KeyClaim;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LogPosition;
import dev.mediakeep.job.ManifestKeeper;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.media.Media;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Manifests that know more than a store which was put back from an older copy. */
class ReconcileTest {
  private static final MediaId LOST_FILM = new MediaId(new UUID(8, 8));

  private final KeeperFixture all = new KeeperFixture();

  @BeforeEach
  void start() {
    all.keeper.start(KeeperFixture.TERM);
  }

  @Test
  void a_job_submitted_after_the_copy_is_polled_and_not_run() {
    Job job = all.askedBefore();
    Job told = all.waiting(all.store, job, "op-1");
    all.follow();
    assertThat(KeeperFixture.kinds(all.putBack())).containsExactly(TAKEN_BACK);
    Job back = all.back(job);
    assertThat(back.state())
        .isEqualTo(
            new JobState.Waiting(
                told.state().operation().orElseThrow(), all.clock.instant(), Optional.empty()));
    assertThat(all.copy.claim(all.samples.claim(5)).getFirst().state())
        .isInstanceOf(JobState.Polling.class);
  }

  @Test
  void jobs_that_came_in_after_the_copy_come_back() {
    Job queued = all.asked();
    Job running = all.running(all.store, all.asked());
    Job submitting = all.submitting(all.store, all.asked());
    Job waiting = all.waiting(all.store, all.asked(), "op-1");
    Job cancelled = all.cancelled(all.store, all.asked());
    all.follow();
    assertThat(KeeperFixture.kinds(all.putBack())).hasSize(5).containsOnly(TAKEN_BACK);
    assertThat(all.back(queued).state()).isEqualTo(queued.state());
    assertThat(all.back(running).state()).isInstanceOf(JobState.Queued.class);
    assertThat(all.back(submitting).state()).isInstanceOf(JobState.Uncertain.class);
    assertThat(all.back(waiting).state()).isInstanceOf(JobState.Waiting.class);
    assertThat(all.back(cancelled).state()).isEqualTo(cancelled.state());
  }

  @Test
  void what_comes_back_has_times_of_whole_milliseconds() {
    Job job = all.askedBefore();
    all.running(all.store, job);
    all.follow();
    all.clock.advance(Duration.ofNanos(1_999_999));
    all.putBack();
    Instant whole = SampleJobs.START.plusMillis(1);
    assertThat(all.back(job).state().claimableAt()).contains(whole);
    assertThat(all.copy.history(job.id(), 0).orElseThrow().lines().getLast().at()).isEqualTo(whole);
  }

  @Test
  void a_lane_that_the_copy_does_not_know_is_made() {
    all.store.putLane(LaneRule.ofDefaults(SampleJobs.OTHER_LANE));
    all.store.enqueue(
        all.samples.next(JobRequest.builder(SampleJobs.BOB, SampleJobs.OTHER_LANE).build()));
    all.follow();
    assertThat(all.putBack().lanes()).containsExactly(SampleJobs.OTHER_LANE);
    assertThat(all.copy.listLanes()).hasSize(2);
  }

  @Test
  void numbers_of_the_log_go_on_behind_those_that_were_given() {
    Job job = all.askedBefore();
    all.waiting(all.store, job, "op-1");
    all.follow();
    long seen = all.store.position().number();
    all.putBack();
    assertThat(all.copy.listEntries(new EntryQuery(Optional.empty(), seen, 10)))
        .extracting(JobEntry::command)
        .containsExactly(Optional.of(JobCommand.Kind.TAKE_BACK));
  }

  @Test
  void manifests_go_on_after_what_was_taken_back() {
    Job job = all.askedBefore();
    all.waiting(all.store, job, "op-1");
    all.follow();
    ManifestKeeper keeper = all.keeper(all.copy, all.copy);
    keeper.start(KeeperFixture.TERM);
    keeper.follow();
    Job polled = all.running(all.copy, job);
    keeper.follow();
    assertThat(all.manifest(job).job()).isEqualTo(polled);
    assertThat(all.manifest(job).timeline())
        .extracting(line -> line.command().map(Enum::name).orElse(""))
        .containsExactly("", "CLAIM", "INTEND", "SUBMITTED", "TAKE_BACK", "CLAIM");
    assertThat(all.keeper(all.copy, all.copy).start(KeeperFixture.TERM).isComplete()).isFalse();
  }

  @Test
  void a_copy_of_the_same_life_is_told_though_a_manifest_is_stuck() {
    Job stuck = all.askedBefore();
    Job job = all.askedBefore();
    all.manifests.refused = stuck.id()::equals;
    all.follow();
    all.copy.begin(new LogPosition(all.store.position().lineage(), 0));
    all.waiting(all.store, job, "op-1");
    all.follow();
    assertThat(all.manifests.followed().orElseThrow().kept())
        .isLessThan(all.copy.position().number());
    assertThat(KeeperFixture.kinds(all.putBack())).containsExactly(TAKEN_BACK);
    assertThat(all.back(job).state()).isInstanceOf(JobState.Waiting.class);
  }

  @Test
  void what_the_database_knows_too_is_left_alone() {
    Job before = all.askedBefore();
    all.follow();
    all.asked();
    all.follow();
    ReconcileReport report = all.putBack();
    assertThat(report.looked()).isEqualTo(2);
    assertThat(report.findings()).hasSize(1);
    assertThat(all.back(before)).isEqualTo(before);
  }

  @Test
  void a_preview_changes_nothing() {
    Job job = all.askedBefore();
    all.waiting(all.store, job, "op-1");
    all.follow();
    LogPosition position = all.copy.position();
    ReconcileReport preview = all.keeper(all.copy, all.copy).preview(KeeperFixture.TERM);
    assertThat(KeeperFixture.kinds(preview)).containsExactly(TAKEN_BACK);
    assertThat(all.copy.position()).isEqualTo(position);
    assertThat(all.back(job)).isEqualTo(job);
    assertThat(KeeperFixture.kinds(all.putBack())).containsExactly(TAKEN_BACK);
  }

  @Test
  void a_crash_in_the_middle_leaves_the_rest_to_the_next_start() {
    Job[] jobs = new Job[6];
    for (int i = 0; i < jobs.length; i++) {
      jobs[i] = i < 3 ? all.askedBefore() : all.asked();
    }
    for (int i = 0; i < jobs.length; i++) {
      Job asked = jobs[i];
      jobs[i] =
          i % 3 < 2 ? all.waiting(all.store, asked, "op-" + i) : all.running(all.store, asked);
    }
    all.follow();
    for (int steps = 0; steps < 3; steps++) {
      DyingRecovery dying = new DyingRecovery(all.copy, steps);
      ManifestKeeper keeper = all.keeper(all.copy, dying);
      assertThatThrownBy(() -> keeper.start(KeeperFixture.TERM))
          .isInstanceOf(MediakeepException.class);
    }
    all.putBack();
    for (int i = 0; i < jobs.length; i++) {
      assertThat(all.back(jobs[i]).state().operation()).isEqualTo(jobs[i].state().operation());
    }
    assertThat(all.copy.claim(all.samples.claim(10)))
        .extracting(job -> job.state().kind())
        .containsExactlyInAnyOrder(
            JobState.Kind.POLLING,
            JobState.Kind.POLLING,
            JobState.Kind.POLLING,
            JobState.Kind.POLLING,
            JobState.Kind.RUNNING,
            JobState.Kind.RUNNING);
    assertThat(all.all()).allMatch(FoundManifest.Kept.class::isInstance);
  }

  @Test
  void a_store_that_ran_on_without_manifests_still_polls_what_runs() {
    Job job = all.askedBefore();
    Job told = all.waiting(all.store, job, "op-1");
    all.follow();
    Job claimed = all.running(all.copy, job);
    for (int beat = 0; beat < 20; beat++) { // the log is longer than that of the lost life
      Instant until = all.clock.instant().plusSeconds(60);
      all.done(
          all.copy,
          job,
          new JobCommand.Heartbeat(SampleJobs.fence(claimed), until, Optional.empty()));
    }
    all.done(all.copy, job, new JobCommand.Release(SampleJobs.fence(claimed)));
    assertThat(KeeperFixture.kinds(all.putBack())).containsExactly(TAKEN_BACK);
    assertThat(all.back(job).state().operation()).isEqualTo(told.state().operation());
    assertThat(SampleJobs.fence(all.back(job))).isGreaterThan(SampleJobs.fence(claimed));
  }

  @Test
  void two_submissions_of_one_job_are_for_a_person() {
    Job job = all.askedBefore();
    all.waiting(all.store, job, "op-1");
    all.follow();
    Job claimed = all.cancelled(all.copy, job);
    all.done(all.copy, claimed, new JobCommand.Retry());
    Job other = all.waiting(all.copy, job, "op-2");
    assertThat(KeeperFixture.kinds(all.putBack())).containsExactly(CONFLICT);
    assertThat(all.back(job)).isEqualTo(other);
    assertThat(all.manifest(job).job()).isEqualTo(other);
    assertThat(all.all()).anyMatch(FoundManifest.Unreadable.class::isInstance);
  }

  @Test
  void the_same_submission_in_two_lives_is_no_conflict() {
    Job job = all.askedBefore();
    all.waiting(all.store, job, "op-1");
    all.follow();
    all.clock.advance(Duration.ofSeconds(1));
    Job same = all.waiting(all.copy, job, "op-1");
    assertThat(all.putBack().findings()).isEmpty();
    assertThat(all.back(job)).isEqualTo(same);
    assertThat(all.manifest(job).job()).isEqualTo(same);
  }

  @Test
  void a_film_that_is_not_in_the_database_is_fetched_again() {
    Job job = all.waiting(all.store, all.askedBefore(), "op-1");
    all.clock.advance(Duration.ofHours(2));
    Job polled = all.running(all.store, job);
    JobCommand complete = new JobCommand.Complete(SampleJobs.fence(polled), List.of(LOST_FILM));
    all.done(all.store, job, complete);
    all.follow();
    all.putBack();
    Job back = all.back(job);
    assertThat(back.state())
        .isInstanceOfSatisfying(
            JobState.Waiting.class,
            state -> assertThat(state.running().handle()).isEqualTo("op-1"));
    assertThat(back.overdue(all.clock.instant())).as("it has time to be fetched").isEmpty();
  }

  @Test
  void a_film_that_is_in_the_database_is_the_result() {
    Media film = new SampleMedia(4).nextVideo();
    all.catalog.add(film);
    Job job = all.waiting(all.store, all.askedBefore(), "op-1");
    all.clock.advance(Duration.ofHours(2));
    long fence = SampleJobs.fence(all.running(all.store, job));
    Job ended = all.done(all.store, job, new JobCommand.Complete(fence, List.of(film.id())));
    all.follow();
    all.putBack();
    assertThat(all.back(job).state()).isEqualTo(ended.state());
  }

  @Test
  void a_lost_film_that_no_provider_has_is_for_a_person() {
    Job job = all.running(all.store, all.askedBefore());
    JobCommand complete = new JobCommand.Complete(SampleJobs.fence(job), List.of(LOST_FILM));
    all.done(all.store, job, complete);
    all.follow();
    all.putBack();
    assertThat(all.back(job).state())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureClass.ABANDONED));
  }

  @Test
  void what_may_have_been_purged_is_not_taken_back() {
    Job job = all.cancelled(all.store, all.asked());
    all.follow();
    all.clock.advance(KeeperFixture.TERM.plusDays(1));
    assertThat(all.putBack().findings()).isEmpty();
    assertThat(all.copy.find(job.id())).isEmpty();
  }

  @Test
  void what_a_key_stands_for_is_taken_back_whatever_the_term() {
    NewJob asked = all.samples.next();
    IdempotencyKey key = new IdempotencyKey("order-7");
    all.store.enqueue(new NewJob(asked.id(), asked.request(), Optional.of(key), asked.now()));
    Job job = all.cancelled(all.store, asked.job());
    all.follow();
    all.clock.advance(Duration.ofHours(1));
    all.keeper(all.copy, all.copy).start(Duration.ZERO);
    assertThat(all.copy.find(job.id())).isPresent();
  }

  @Test
  void a_job_whose_manifest_is_gone_for_its_age_is_not_begun_again() {
    Job job = all.askedBefore();
    all.waiting(all.store, job, "op-1");
    all.done(all.store, job, new JobCommand.Resolve(new JobCommand.Finding.GivenUp("too dear")));
    all.follow();
    all.clock.advance(KeeperFixture.TERM.plusDays(1));
    Instant old = all.clock.instant().minus(KeeperFixture.TERM);
    all.store.purgeFinishedBefore(old, all.clock.instant(), 10);
    assertThat(all.keeper.removeEndedBefore(old)).isOne();
    Job young = all.askedBefore();
    all.follow();
    assertThat(KeeperFixture.kinds(all.putBack())).containsExactly(FORGOTTEN);
    assertThat(all.back(job).state()).isInstanceOf(JobState.Failed.class);
    assertThat(all.back(young).state()).isInstanceOf(JobState.Queued.class);
  }

  @Test
  void what_is_no_manifest_is_named_and_stops_nothing() {
    Job job = all.waiting(all.store, all.asked(), "op-1");
    all.follow();
    Job other = all.asked();
    all.follow();
    all.manifests.setAside(other.id());
    ReconcileReport report = all.putBack();
    assertThat(KeeperFixture.kinds(report)).containsExactlyInAnyOrder(TAKEN_BACK, UNREADABLE);
    assertThat(all.back(job).state()).isInstanceOf(JobState.Waiting.class);
  }

  /** The recovery of a process that dies after it has taken so many jobs back. */
  private record DyingRecovery(JobRecovery recovery, int[] left) implements JobRecovery {
    DyingRecovery(JobRecovery recovery, int steps) {
      this(recovery, new int[] {steps});
    }

    @Override
    public LogPosition position() {
      return recovery.position();
    }

    @Override
    public void begin(LogPosition from) {
      recovery.begin(from);
    }

    @Override
    public Optional<JobHistory> history(JobId id, long after) {
      if (left[0] < 0) {
        throw new MediakeepException(ErrorCode.STORE_CLOSED, "the process is dead");
      }
      return recovery.history(id, after);
    }

    @Override
    public Job takeBack(Job told, Optional<KeyClaim> key, Instant now) {
      Job back = recovery.takeBack(told, key, now);
      left[0]--;
      return back;
    }
  }
}
