package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.LANE;
import static dev.mediakeep.testkit.SampleJobs.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobHistory;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.KeyClaim;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LogPosition;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import dev.mediakeep.memory.InMemoryJobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link JobRecovery} tells manifests, and takes back from them. */
public abstract class JobRecoveryContract {
  private static final int WALKS = 30;

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private final JobMachine machine =
      new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1));

  /** The same jobs in the life that the store has lost. */
  private final JobStore lost = new InMemoryJobStore(machine);

  private JobStore jobs;
  private JobRecovery recovery;

  /** Made by JUnit, through the adapter's own class. */
  protected JobRecoveryContract() {}

  /**
   * The two ports to the same jobs.
   *
   * @param jobs of which there are none yet
   */
  public record Ports(JobStore jobs, JobRecovery recovery) {}

  /** A store that holds nothing; what it needs is released after the test. */
  protected abstract Ports openEmpty(JobMachine machine) throws Exception;

  @BeforeEach
  void open() throws Exception {
    Ports ports = openEmpty(machine);
    jobs = ports.jobs();
    recovery = ports.recovery();
    jobs.putLane(LaneRule.ofDefaults(LANE));
    lost.putLane(LaneRule.ofDefaults(LANE));
  }

  @Test
  void a_new_log_stands_at_its_start() {
    assertThat(recovery.position()).isEqualTo(new LogPosition("", 0));
    recovery.begin(new LogPosition("first", 0));
    assertThat(recovery.position()).isEqualTo(new LogPosition("first", 0));
  }

  @Test
  void numbers_go_on_behind_the_place_that_a_life_begins_at() {
    recovery.begin(new LogPosition("first", 500));
    jobs.enqueue(samples.next());
    assertThat(recovery.position()).isEqualTo(new LogPosition("first", 501));
    recovery.begin(new LogPosition("second", 400));
    jobs.enqueue(samples.next());
    assertThat(jobs.listEntries(new EntryQuery(Optional.empty(), 0, 10)))
        .extracting(JobEntry::number)
        .containsExactly(501L, 502L);
  }

  @Test
  void a_log_ends_where_it_ended_also_when_that_was_purged() {
    Job job = enqueued(jobs, samples.next());
    ended(jobs, job);
    LogPosition end = recovery.position();
    clock.advance(Duration.ofDays(2));
    assertThat(jobs.purgeFinishedBefore(clock.instant(), clock.instant(), 10).jobs()).isOne();
    assertThat(recovery.position()).isEqualTo(end);
  }

  @Test
  void a_history_is_the_job_its_key_and_its_lines() {
    NewJob asked = keyed(samples.next());
    Job job = enqueued(jobs, asked);
    enqueued(jobs, samples.next());
    ended(jobs, job);
    List<JobEntry> lines = jobs.listEntries(new EntryQuery(Optional.of(job.id()), 0, 10));
    Instant until = asked.now().plus(NewJob.KEY_TERM);
    assertThat(recovery.history(job.id(), 0))
        .contains(
            new JobHistory(
                jobs.find(job.id()).orElseThrow(),
                asked.key().map(key -> new KeyClaim(key, until)),
                lines));
    assertThat(recovery.history(job.id(), lines.getFirst().number()).orElseThrow().lines())
        .containsExactlyElementsOf(lines.subList(1, lines.size()));
    assertThat(recovery.history(samples.next().id(), 0)).isEmpty();
  }

  @Test
  void takes_back_a_job_that_it_never_had() {
    Job told = waiting(enqueued(lost, samples.next()));
    clock.advance(Duration.ofHours(1));
    Job back = recovery.takeBack(told, Optional.empty(), clock.instant());
    assertThat(jobs.find(told.id())).contains(back);
    assertThat(back.request()).isEqualTo(told.request());
    assertThat(back.createdAt()).isEqualTo(told.createdAt());
    assertThat(back.state().operation()).isEqualTo(told.state().operation());
    assertThat(jobs.listLanes().getFirst())
        .matches(lane -> lane.running() == 1 && lane.queued() == 0);
    assertThat(recovery.history(told.id(), 0).orElseThrow().lines())
        .extracting(JobEntry::command, JobEntry::state, JobEntry::at)
        .containsExactly(
            tuple(Optional.empty(), JobState.Kind.QUEUED, told.createdAt()),
            tuple(Optional.of(JobCommand.Kind.TAKE_BACK), JobState.Kind.WAITING, clock.instant()));
  }

  @Test
  void what_was_taken_back_is_polled_at_once_and_not_run() {
    NewJob asked = samples.next();
    enqueued(jobs, asked);
    Job told = waiting(enqueued(lost, asked));
    recovery.takeBack(told, Optional.empty(), clock.instant());
    assertThat(jobs.claim(samples.claim(5)))
        .singleElement()
        .extracting(Job::state)
        .isInstanceOf(JobState.Polling.class);
  }

  @Test
  void no_lease_survives_and_no_fence_comes_twice() {
    NewJob asked = samples.next();
    enqueued(jobs, asked);
    long fence = SampleJobs.fence(jobs.claim(samples.claim(1)).getFirst());
    enqueued(lost, asked);
    for (int lease = 0; lease < 3; lease++) {
      Job claimed = lost.claim(samples.claim(1)).getFirst();
      done(lost, claimed, new JobCommand.Release(SampleJobs.fence(claimed)));
    }
    Job told = lost.claim(samples.claim(1)).getFirst();
    Job back = recovery.takeBack(told, Optional.empty(), clock.instant());
    assertThat(back.state()).isInstanceOf(JobState.Queued.class);
    assertThat(SampleJobs.fence(back)).isGreaterThan(SampleJobs.fence(told)).isGreaterThan(fence);
    for (long late : List.of(fence, SampleJobs.fence(told))) {
      assertThat(jobs.change(told.id(), new JobCommand.Intend(late), clock.instant()))
          .isInstanceOfSatisfying(
              JobChange.Refused.class,
              refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.LEASE_LOST));
    }
    assertThat(SampleJobs.fence(jobs.claim(samples.claim(1)).getFirst()))
        .isGreaterThan(SampleJobs.fence(back));
  }

  @Test
  void a_submission_without_a_handle_is_looked_up_when_its_lease_is_over() {
    NewJob asked = samples.next();
    enqueued(jobs, asked);
    Job told = submitting(enqueued(lost, asked));
    Job back = recovery.takeBack(told, Optional.empty(), clock.instant());
    assertThat(back.state())
        .isInstanceOfSatisfying(
            JobState.Uncertain.class,
            state -> assertThat(state.intent().key()).isEqualTo(told.providerKey()));
    assertThat(back.providerKey()).isEqualTo(told.providerKey());
    clock.advance(SampleJobs.leaseTerm().minusMillis(1));
    assertThat(jobs.claim(samples.claim(5))).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(jobs.claim(samples.claim(5)).getFirst().state())
        .isInstanceOf(JobState.Looking.class);
  }

  @Test
  void a_submission_keeps_the_larger_number_of_both_sides() {
    NewJob asked = samples.next();
    Job here = enqueued(jobs, asked);
    ended(jobs, here);
    done(jobs, here, new JobCommand.Retry());
    Job back = recovery.takeBack(enqueued(lost, asked), Optional.empty(), clock.instant());
    assertThat(back.attempts().submission()).isEqualTo(2);
  }

  @Test
  void a_request_repeated_after_it_was_taken_back_is_the_same_job() {
    NewJob asked = keyed(samples.next());
    Job told = enqueued(lost, asked);
    Instant until = asked.now().plus(NewJob.KEY_TERM);
    recovery.takeBack(told, asked.key().map(key -> new KeyClaim(key, until)), clock.instant());
    NewJob again = new NewJob(samples.next().id(), asked.request(), asked.key(), clock.instant());
    assertThat(jobs.enqueue(again))
        .isInstanceOfSatisfying(
            EnqueueResult.Repeated.class,
            repeated -> assertThat(repeated.job().id()).isEqualTo(told.id()));
  }

  @Test
  void a_manifest_does_not_change_whose_job_it_is() {
    NewJob asked = keyed(samples.next());
    enqueued(jobs, asked);
    clock.advance(Duration.ofMinutes(1));
    JobRequest others = JobRequest.builder(SampleJobs.BOB, LANE).priority(9).build();
    NewJob foreign = new NewJob(asked.id(), others, asked.key(), clock.instant());
    Job told = waiting(enqueued(lost, foreign));
    Instant until = clock.instant().plus(NewJob.KEY_TERM);
    Optional<KeyClaim> key = asked.key().map(name -> new KeyClaim(name, until));
    Job back = recovery.takeBack(told, key, clock.instant());
    assertThat(back.state().operation()).isEqualTo(told.state().operation());
    assertThat(back.request()).isEqualTo(asked.request());
    assertThat(back.createdAt()).isEqualTo(asked.now());
    assertThat(jobs.find(asked.id())).contains(back);
    NewJob again = new NewJob(samples.next().id(), asked.request(), asked.key(), clock.instant());
    assertThat(jobs.enqueue(again)).isInstanceOf(EnqueueResult.Repeated.class);
    NewJob bobs = new NewJob(samples.next().id(), others, asked.key(), clock.instant());
    assertThat(jobs.enqueue(bobs)).isInstanceOf(EnqueueResult.Added.class);
  }

  @Test
  void takes_back_no_job_of_a_lane_that_is_not_there() {
    lost.putLane(LaneRule.ofDefaults(SampleJobs.OTHER_LANE));
    JobRequest elsewhere = JobRequest.builder(SampleJobs.ADA, SampleJobs.OTHER_LANE).build();
    Job told = enqueued(lost, samples.next(elsewhere));
    LogPosition before = recovery.position();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recovery.takeBack(told, Optional.empty(), clock.instant()))
        .withMessageContaining(SampleJobs.OTHER_LANE.toString());
    assertThat(jobs.find(told.id())).isEmpty();
    assertThat(recovery.position()).isEqualTo(before);
    jobs.putLane(LaneRule.ofDefaults(SampleJobs.OTHER_LANE));
    assertThat(recovery.takeBack(told, Optional.empty(), clock.instant()).id())
        .isEqualTo(told.id());
  }

  @Test
  void takes_back_any_state_twice() {
    for (int seed = 0; seed < WALKS; seed++) {
      NewJob asked = samples.next();
      enqueued(jobs, asked);
      enqueued(lost, asked);
      new JobWalk(jobs, clock, seed).walk(asked.id(), seed % 7);
      Job told = new JobWalk(lost, clock, seed + 100).walk(asked.id(), 20);
      Job back = recovery.takeBack(told, Optional.empty(), clock.instant());
      assertThat(back.state()).isNotInstanceOf(JobState.Leased.class);
      assertThat(back.state().operation()).isEqualTo(told.state().operation());
      assertThat(back.state() instanceof JobState.Exposed)
          .isEqualTo(told.state() instanceof JobState.Exposed);
      assertThat(back.endedAt()).isEqualTo(told.endedAt());
      assertThat(jobs.find(asked.id())).contains(back);
      Job again = recovery.takeBack(told, Optional.empty(), clock.instant());
      assertThat(again.state()).isEqualTo(back.state());
      jobs.change(asked.id(), new JobCommand.End(Stop.Reason.CANCELLED), clock.instant());
    }
  }

  private static NewJob keyed(NewJob asked) {
    return new NewJob(
        asked.id(), asked.request(), Optional.of(new IdempotencyKey("a-key")), asked.now());
  }

  private static Job enqueued(JobStore store, NewJob asked) {
    assertThat(store.enqueue(asked)).isEqualTo(new EnqueueResult.Added(asked.job()));
    return asked.job();
  }

  private void ended(JobStore store, Job job) {
    done(store, job, new JobCommand.End(Stop.Reason.CANCELLED));
  }

  /** The job in the life that is lost, just before the provider is called. */
  private Job submitting(Job job) {
    JobCommand claim = new JobCommand.Claim(WORKER, clock.instant().plus(SampleJobs.leaseTerm()));
    Job claimed = done(lost, job, claim);
    return done(lost, claimed, new JobCommand.Intend(SampleJobs.fence(claimed)));
  }

  private Job waiting(Job job) {
    Job intending = submitting(job);
    Instant later = clock.instant().plusSeconds(600);
    return done(
        lost, intending, new JobCommand.Submitted(SampleJobs.fence(intending), "op-1", later));
  }

  private Job done(JobStore store, Job job, JobCommand command) {
    JobChange change = store.change(job.id(), command, clock.instant());
    assertThat(change).isInstanceOf(JobChange.Done.class);
    return ((JobChange.Done) change).job();
  }
}
