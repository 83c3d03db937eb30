package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.ADA;
import static dev.mediakeep.testkit.SampleJobs.BOB;
import static dev.mediakeep.testkit.SampleJobs.LANE;
import static dev.mediakeep.testkit.SampleJobs.OTHER_LANE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.QueueLimits;
import dev.mediakeep.job.Standing;
import dev.mediakeep.job.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which order every {@link JobStore} hands out jobs, and when it does not. */
public abstract class JobFairnessContract {
  private static final MediaId FILM =
      new MediaId(UUID.fromString("01957000-0000-7000-8000-000000000003"));

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private JobStore jobs;

  /** Made by JUnit, through the adapter's own class. */
  protected JobFairnessContract() {}

  /** A store that holds nothing; what it needs is released after the test. */
  protected abstract JobStore openEmpty(JobMachine machine) throws Exception;

  /** The same store after a restart; one that keeps nothing answers empty. */
  protected abstract Optional<JobStore> reopen() throws Exception;

  @BeforeEach
  void open() throws Exception {
    JobPolicies defaults = JobPolicies.ofDefaults();
    QueueLimits limits =
        QueueLimits.builder()
            .runningByOwner(1_000)
            .runningByAddress(2)
            .queuedByOwner(5_000)
            .build();
    JobPolicies policies =
        new JobPolicies(defaults.retry(), defaults.lease(), defaults.fairness(), limits);
    jobs = openEmpty(new JobMachine(policies, new SplittableRandom(1)));
    jobs.putLane(new LaneRule(LANE, 10_000, 2_000));
    jobs.putLane(new LaneRule(OTHER_LANE, 10_000, 2_000));
  }

  @Test
  void a_thousand_jobs_of_one_owner_do_not_keep_another_waiting() {
    for (int i = 0; i < 1_000; i++) {
      ask(ADA, 1);
    }
    take(7);
    JobId late = ask(BOB, 1);
    assertThat(take(1)).extracting(Job::id).containsExactly(late);
  }

  @Test
  @Timeout(60)
  void a_claim_of_an_earlier_time_gets_what_was_due_then() {
    JobId first = ask(ADA, 1);
    clock.advance(Duration.ofSeconds(10));
    JobId second = ask(ADA, 1);
    clock.set(SampleJobs.START.plusSeconds(5));
    assertThat(take(2)).extracting(Job::id).containsExactly(first);
    assertThat(jobs.nextDueAfter(clock.instant(), Set.of(LANE)))
        .contains(SampleJobs.START.plusSeconds(10));
    clock.set(SampleJobs.START.plusSeconds(10));
    assertThat(take(2)).extracting(Job::id).containsExactly(second);
    assertThat(jobs.nextDueAfter(clock.instant(), Set.of(LANE))).isEmpty();
  }

  @Test
  @Timeout(60)
  void an_earlier_time_hides_nothing_that_is_behind() {
    clock.advance(Duration.ofHours(1));
    ask(ADA, 1);
    clock.set(SampleJobs.START);
    JobId behind = ask(ADA, 1);
    JobId another = ask(BOB, 1);
    assertThat(take(5)).extracting(Job::id).containsExactlyInAnyOrder(behind, another);
  }

  @Test
  void owners_get_the_same_cost_and_not_the_same_number() {
    for (int i = 0; i < 40; i++) {
      ask(ADA, 10);
      ask(BOB, 30);
    }
    List<OwnerId> owners = take(40).stream().map(job -> job.request().owner()).toList();
    assertThat(owners.stream().filter(ADA::equals).count()).isBetween(29L, 31L);
  }

  @Test
  void who_was_away_has_saved_nothing_up() {
    for (int i = 0; i < 50; i++) {
      ask(ADA, 1);
    }
    take(20);
    for (int i = 0; i < 20; i++) {
      ask(BOB, 1);
    }
    assertThat(take(10).stream().filter(job -> job.request().owner().equals(BOB)).count())
        .isBetween(5L, 6L);
  }

  @Test
  void whose_turn_it_is_survives_a_restart() throws Exception {
    ask(ADA, 100);
    ask(ADA, 100);
    ask(BOB, 1);
    ask(BOB, 1);
    ask(BOB, 1);
    take(2);
    Optional<JobStore> again = reopen();
    assumeTrue(again.isPresent(), "keeps nothing");
    jobs = again.orElseThrow();
    assertThat(take(3)).extracting(job -> job.request().owner()).containsExactly(BOB, BOB, ADA);
  }

  @Test
  void the_urgent_goes_before_the_old_but_not_for_ever() {
    JobId old = ask(JobRequest.builder(ADA, LANE).priority(0).build());
    clock.advance(Duration.ofMinutes(89));
    JobId urgent = ask(JobRequest.builder(ADA, LANE).priority(9).build());
    clock.advance(Duration.ofMinutes(2));
    JobId later = ask(JobRequest.builder(ADA, LANE).priority(9).build());
    assertThat(take(3)).extracting(Job::id).containsExactly(urgent, old, later);
  }

  @Test
  void nothing_starts_before_its_time() {
    JobRequest tomorrow =
        JobRequest.builder(ADA, LANE).notBefore(clock.instant().plusSeconds(60)).build();
    JobId later = ask(tomorrow);
    assertThat(take(9)).isEmpty();
    clock.advance(Duration.ofSeconds(60));
    assertThat(take(9)).extracting(Job::id).containsExactly(later);
  }

  @Test
  void what_runs_is_asked_after_before_new_jobs_start() {
    JobId running = ask(ADA, 1);
    long fence = SampleJobs.fence(take(1).getFirst());
    ask(ADA, 1);
    jobs.change(running, new JobCommand.Intend(fence), clock.instant());
    jobs.change(running, new JobCommand.Submitted(fence, "op", clock.instant()), clock.instant());
    assertThat(take(1)).extracting(Job::id).containsExactly(running);
  }

  @Test
  void a_lane_has_room_for_so_many_under_way() {
    jobs.putLane(new LaneRule(LANE, 10, 2));
    for (int i = 0; i < 4; i++) {
      ask(ADA, 1);
    }
    List<Job> started = take(4);
    assertThat(started).hasSize(2);
    jobs.change(
        started.getFirst().id(), new JobCommand.End(Stop.Reason.CANCELLED), clock.instant());
    assertThat(take(4)).hasSize(1);
  }

  @Test
  void an_address_at_its_limit_lets_others_pass() {
    for (int i = 0; i < 3; i++) {
      ask(JobRequest.builder(ADA, LANE).address("192.0.2.7").build());
    }
    JobId other = ask(JobRequest.builder(ADA, LANE).address("192.0.2.8").build());
    JobId none = ask(ADA, 1);
    assertThat(take(9)).extracting(Job::id).hasSize(4).contains(other, none);
  }

  @Test
  void lanes_take_turns() {
    for (int i = 0; i < 3; i++) {
      ask(ADA, 1);
    }
    ask(JobRequest.builder(ADA, OTHER_LANE).build());
    assertThat(jobs.claim(samples.claim(2, LANE, OTHER_LANE)))
        .extracting(job -> job.request().lane())
        .containsExactlyInAnyOrder(LANE, OTHER_LANE);
    assertThat(jobs.claim(samples.claim(9, OTHER_LANE))).isEmpty();
  }

  @Test
  void each_queued_job_knows_its_place() {
    jobs.putLane(new LaneRule(LANE, 100, 2));
    JobId first = ask(ADA, 1);
    take(1);
    clock.advance(Duration.ofSeconds(40));
    jobs.change(first, new JobCommand.Complete(1, List.of(FILM)), clock.instant());
    List<JobId> asked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      asked.add(ask(ADA, 1));
    }
    JobId other = ask(BOB, 1);
    Standing.Estimate run = new Standing.Estimate(Duration.ofSeconds(40), Duration.ofSeconds(40));
    Standing.Estimate two = new Standing.Estimate(Duration.ofSeconds(80), Duration.ofSeconds(80));
    assertThat(jobs.standing(other)).contains(new Standing(1, Optional.of(run)));
    assertThat(jobs.standing(asked.get(0))).contains(new Standing(2, Optional.of(run)));
    assertThat(jobs.standing(asked.get(2))).contains(new Standing(4, Optional.of(two)));
    assertThat(jobs.standing(first)).isEmpty();
  }

  private JobId ask(OwnerId owner, long cost) {
    return ask(JobRequest.builder(owner, LANE).cost(cost).build());
  }

  private JobId ask(JobRequest request) {
    NewJob asked = samples.next(request);
    jobs.enqueue(asked);
    return asked.id();
  }

  private List<Job> take(int most) {
    return jobs.claim(samples.claim(most));
  }
}
