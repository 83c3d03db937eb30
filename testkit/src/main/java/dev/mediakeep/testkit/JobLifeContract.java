package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** How a job lives in every {@link JobStore}: never paid twice, never lost. */
public abstract class JobLifeContract {
  private static final MediaId FILM =
      new MediaId(UUID.fromString("01957000-0000-7000-8000-000000000002"));
  private static final int WALKS = 40;
  private static final int STEPS = 120;

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private JobStore jobs;

  /** Made by JUnit, through the adapter's own class. */
  protected JobLifeContract() {}

  /** A store that holds nothing; what it needs is released after the test. */
  protected abstract JobStore openEmpty(JobMachine machine) throws Exception;

  @BeforeEach
  void open() throws Exception {
    jobs = openEmpty(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
    jobs.putLane(LaneRule.ofDefaults(SampleJobs.LANE));
  }

  /** Run it again with {@code -Dmediakeep.walk.seed=…}, which the test reports. */
  @Test
  void a_random_walk_never_leaves_the_table(TestReporter reporter) {
    long seed = Long.getLong("mediakeep.walk.seed", new SplittableRandom().nextLong());
    reporter.publishEntry("mediakeep.walk.seed", String.valueOf(seed));
    for (int walk = 0; walk < WALKS; walk++) {
      try {
        new JobWalk(jobs, clock, seed + walk).walk(ask(), STEPS);
      } catch (AssertionError e) {
        throw new AssertionError("with -Dmediakeep.walk.seed=" + seed, e);
      }
    }
  }

  @Test
  void a_render_goes_all_the_way() {
    JobId id = ask();
    long first = claimed(id);
    Job intending = done(id, new JobCommand.Intend(first));
    assertThat(intending.state())
        .isInstanceOfSatisfying(
            JobState.Submitting.class,
            state -> assertThat(state.intent().key()).isEqualTo(intending.providerKey()));
    done(id, new JobCommand.Submitted(first, "op-1", in(10)));
    assertThat(jobs.claim(samples.claim(1))).as("before the poll is due").isEmpty();
    clock.advance(Duration.ofSeconds(10));
    long second = claimed(id);
    assertThat(second).isGreaterThan(first);
    Progress half = new Progress(50, Optional.of("frame 12 of 24"));
    Job waiting = done(id, new JobCommand.Wait(second, in(10), Optional.of(half)));
    assertThat(waiting.progress()).contains(half);
    clock.advance(Duration.ofSeconds(10));
    Job ended = done(id, new JobCommand.Complete(claimed(id), List.of(FILM)));
    assertThat(ended.progress()).contains(new Progress(100, Optional.empty()));
    assertThat(ended.state())
        .isInstanceOfSatisfying(
            JobState.Succeeded.class,
            state -> {
              assertThat(state.media()).containsExactly(FILM);
              assertThat(state.operation().orElseThrow().handle()).isEqualTo("op-1");
            });
  }

  @Test
  void a_late_workers_result_is_refused() {
    JobId id = ask();
    long late = claimed(id);
    expire();
    long current = claimed(id);
    assertThat(refusal(id, new JobCommand.Complete(late, List.of(FILM))))
        .isEqualTo(ErrorCode.LEASE_LOST);
    done(id, new JobCommand.Complete(current, List.of(FILM)));
    done(id, new JobCommand.Complete(current, List.of(FILM)));
    assertThat(refusal(id, new JobCommand.Release(current))).isEqualTo(ErrorCode.LEASE_LOST);
  }

  @Test
  void a_heartbeat_prolongs_the_lease_but_not_one_that_is_over() {
    JobId id = ask();
    long fence = claimed(id);
    clock.advance(Duration.ofSeconds(50));
    done(id, new JobCommand.Heartbeat(fence, in(60), Optional.empty()));
    clock.advance(Duration.ofSeconds(50));
    assertThat(jobs.endOverdue(clock.instant(), 10)).isZero();
    clock.advance(Duration.ofSeconds(10));
    assertThat(refusal(id, new JobCommand.Heartbeat(fence, in(60), Optional.empty())))
        .isEqualTo(ErrorCode.LEASE_LOST);
    assertThat(refusal(id, new JobCommand.Intend(fence))).isEqualTo(ErrorCode.LEASE_LOST);
  }

  @Test
  void a_worker_lost_after_its_intent_leaves_the_job_uncertain() {
    JobId id = ask();
    Job intending = done(id, new JobCommand.Intend(claimed(id)));
    expire();
    assertThat(state(id)).isInstanceOf(JobState.Uncertain.class);
    clock.advance(JobPolicies.ofDefaults().lease().again());
    Job looking = jobs.claim(samples.claim(1)).getFirst();
    assertThat(looking.state()).isInstanceOf(JobState.Looking.class);
    Job found = done(id, new JobCommand.Submitted(SampleJobs.fence(looking), "op-1", in(1)));
    assertThat(found.state().operation().orElseThrow().key()).isEqualTo(intending.providerKey());
  }

  @Test
  void a_handle_is_taken_after_the_lease_while_nobody_had_the_job_since() {
    JobId id = ask();
    long fence = claimed(id);
    done(id, new JobCommand.Intend(fence));
    expire();
    done(id, new JobCommand.Submitted(fence, "op-1", in(60)));
    assertThat(state(id)).isInstanceOf(JobState.Waiting.class);
  }

  @Test
  void a_handle_is_refused_once_somebody_else_had_the_job() {
    JobId id = ask();
    long fence = claimed(id);
    done(id, new JobCommand.Intend(fence));
    expire();
    clock.advance(JobPolicies.ofDefaults().lease().again());
    claimed(id);
    assertThat(refusal(id, new JobCommand.Submitted(fence, "op-1", in(60))))
        .isEqualTo(ErrorCode.LEASE_LOST);
  }

  @Test
  void a_failed_job_is_taken_up_again_by_its_handle() {
    JobId id = ask();
    long fence = claimed(id);
    String key = done(id, new JobCommand.Intend(fence)).providerKey();
    done(id, new JobCommand.Submitted(fence, "op-1", clock.instant()));
    done(id, fail(claimed(id), FailureClass.PERMANENT, Optional.empty()));
    assertThat(refusal(id, new JobCommand.Resolve(new JobCommand.Finding.NeverArrived())))
        .isEqualTo(ErrorCode.JOB_STATE_CONFLICT);
    clock.advance(Duration.ofDays(1));
    Job taken = done(id, new JobCommand.Resolve(new JobCommand.Finding.Runs("op-1")));
    assertThat(taken.state().operation().orElseThrow().key()).isEqualTo(key);
    assertThat(jobs.endOverdue(clock.instant(), 10)).as("it has its time anew").isZero();
    done(id, new JobCommand.Complete(claimed(id), List.of(FILM)));
    assertThat(state(id)).isInstanceOf(JobState.Succeeded.class);
  }

  @Test
  void what_the_provider_never_got_is_submitted_under_the_same_key() {
    JobId id = ask();
    String key = done(id, new JobCommand.Intend(claimed(id))).providerKey();
    expire();
    clock.advance(JobPolicies.ofDefaults().lease().again());
    done(id, new JobCommand.NotFound(claimed(id)));
    Job again = done(id, new JobCommand.Intend(claimed(id)));
    assertThat(again.providerKey()).isEqualTo(key);
    assertThat(again.attempts().spent()).isZero();
  }

  @Test
  void what_nobody_can_look_up_waits_for_an_operator() {
    JobId id = ask();
    long fence = claimed(id);
    done(id, new JobCommand.Intend(fence));
    done(id, new JobCommand.Doubt(fence, Optional.empty()));
    clock.advance(Duration.ofHours(1));
    jobs.endOverdue(clock.instant(), 10);
    assertThat(jobs.claim(samples.claim(9))).isEmpty();
    assertThat(state(id)).isInstanceOf(JobState.Uncertain.class);
    done(id, new JobCommand.Resolve(new JobCommand.Finding.Runs("op-7")));
    assertThat(state(id)).isInstanceOf(JobState.Waiting.class);
  }

  @Test
  void a_failed_attempt_comes_back_later_under_another_key() {
    JobId id = ask();
    long fence = claimed(id);
    String key = done(id, new JobCommand.Intend(fence)).providerKey();
    Job failed = done(id, fail(fence, FailureClass.TRANSIENT, Optional.empty()));
    assertThat(failed.attempts().spent()).isOne();
    assertThat(failed.providerKey()).isNotEqualTo(key);
    assertThat(((JobState.Queued) failed.state()).dueAt())
        .isBetween(clock.instant(), clock.instant().plusSeconds(2));
  }

  @Test
  void attempts_come_to_an_end() {
    JobId id = ask();
    for (int attempt = 1; attempt <= 8; attempt++) {
      clock.advance(Duration.ofMinutes(2));
      done(id, fail(claimed(id), FailureClass.TRANSIENT, Optional.empty()));
    }
    assertThat(state(id)).isInstanceOf(JobState.Failed.class);
    Job anew = done(id, new JobCommand.Retry());
    assertThat(anew.attempts().spent()).isZero();
    assertThat(anew.attempts().startedAt()).isEmpty();
  }

  @Test
  void an_absent_provider_costs_no_attempt_and_pauses_the_lane() {
    JobId id = ask();
    JobId other = ask();
    done(id, fail(claimed(id), FailureClass.UNAVAILABLE, Optional.of(in(300))));
    assertThat(jobs.find(id).orElseThrow().attempts().spent()).isZero();
    assertThat(jobs.listLanes().getFirst().pausedUntil()).contains(in(300));
    clock.advance(Duration.ofSeconds(299));
    assertThat(jobs.claim(samples.claim(9))).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(jobs.claim(samples.claim(9))).extracting(Job::id).containsExactly(id, other);
  }

  @Test
  void an_outage_uses_up_no_time() {
    JobId id = ask();
    Duration limit = jobs.find(id).orElseThrow().request().timeLimit();
    done(id, fail(claimed(id), FailureClass.UNAVAILABLE, Optional.of(in(limit.toSeconds()))));
    clock.advance(limit);
    assertThat(jobs.endOverdue(clock.instant(), 9)).isZero();
    claimed(id);
    assertThat(jobs.find(id).orElseThrow().attempts().startedAt()).contains(clock.instant());
  }

  @Test
  void three_lost_workers_make_a_job_poison() {
    JobId id = ask();
    for (int worker = 1; worker <= 3; worker++) {
      claimed(id);
      expire();
    }
    assertThat(state(id))
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureClass.POISON));
  }

  @Test
  void lost_workers_never_end_what_runs_at_the_provider() {
    JobId id = ask();
    long fence = claimed(id);
    done(id, new JobCommand.Intend(fence));
    done(id, new JobCommand.Submitted(fence, "op-1", clock.instant()));
    for (int worker = 1; worker <= 9; worker++) {
      clock.advance(JobPolicies.ofDefaults().lease().again());
      claimed(id);
      expire();
    }
    assertThat(state(id)).isInstanceOf(JobState.Waiting.class);
  }

  @Test
  void a_cancel_before_the_intent_ends_the_job_at_once() {
    JobId queued = ask();
    done(queued, new JobCommand.End(Stop.Reason.CANCELLED));
    assertThat(state(queued)).isInstanceOf(JobState.Cancelled.class);
    done(queued, new JobCommand.End(Stop.Reason.CANCELLED));
    JobId running = ask();
    long fence = claimed(running);
    done(running, new JobCommand.End(Stop.Reason.CANCELLED));
    assertThat(refusal(running, new JobCommand.Intend(fence))).isEqualTo(ErrorCode.LEASE_LOST);
  }

  @Test
  void a_cancel_at_the_provider_goes_through_a_worker() {
    JobId id = ask();
    long fence = claimed(id);
    done(id, new JobCommand.Intend(fence));
    done(id, new JobCommand.End(Stop.Reason.CANCELLED));
    done(id, new JobCommand.Submitted(fence, "op-1", in(3_600)));
    Job polling = jobs.claim(samples.claim(1)).getFirst();
    assertThat(((JobState.Polling) polling.state()).stop()).isPresent();
    done(id, new JobCommand.Stopped(SampleJobs.fence(polling)));
    assertThat(state(id)).isInstanceOf(JobState.Cancelled.class);
  }

  @Test
  void a_render_that_was_done_before_the_cancel_is_kept() {
    JobId id = ask();
    long fence = claimed(id);
    done(id, new JobCommand.Intend(fence));
    done(id, new JobCommand.Submitted(fence, "op-1", clock.instant()));
    done(id, new JobCommand.End(Stop.Reason.CANCELLED));
    done(id, new JobCommand.Complete(claimed(id), List.of(FILM)));
    assertThat(state(id)).isInstanceOf(JobState.Succeeded.class);
  }

  @Test
  void the_time_limit_is_told_to_the_provider() {
    JobId id = ask();
    long fence = claimed(id);
    done(id, new JobCommand.Intend(fence));
    done(id, new JobCommand.Submitted(fence, "op-1", in(7_200)));
    clock.advance(Duration.ofMinutes(30));
    assertThat(jobs.endOverdue(clock.instant(), 10)).isOne();
    done(id, new JobCommand.Stopped(claimed(id)));
    assertThat(state(id))
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureClass.TIME_LIMIT));
  }

  private JobId ask() {
    var asked = samples.next();
    jobs.enqueue(asked);
    return asked.id();
  }

  private long claimed(JobId id) {
    List<Job> claimed = jobs.claim(samples.claim(1));
    assertThat(claimed).extracting(Job::id).containsExactly(id);
    return SampleJobs.fence(claimed.getFirst());
  }

  private void expire() {
    clock.advance(SampleJobs.leaseTerm());
    jobs.endOverdue(clock.instant(), 10);
  }

  private Instant in(long seconds) {
    return clock.instant().plusSeconds(seconds);
  }

  private static JobCommand fail(long fence, FailureClass kind, Optional<Instant> until) {
    return new JobCommand.Fail(fence, new Failure(kind, "503 from the provider"), until);
  }

  private JobState state(JobId id) {
    return jobs.find(id).orElseThrow().state();
  }

  private Job done(JobId id, JobCommand command) {
    return switch (jobs.change(id, command, clock.instant())) {
      case JobChange.Done(Job job) -> job;
      case JobChange.Refused refused -> throw new AssertionError(refused.problem());
      case JobChange.Absent absent -> throw new AssertionError(absent);
    };
  }

  private ErrorCode refusal(JobId id, JobCommand command) {
    return switch (jobs.change(id, command, clock.instant())) {
      case JobChange.Refused refused -> refused.problem().code();
      case JobChange.Done done -> throw new AssertionError(done);
      case JobChange.Absent absent -> throw new AssertionError(absent);
    };
  }
}
