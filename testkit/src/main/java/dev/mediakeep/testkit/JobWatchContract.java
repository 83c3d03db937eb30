package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.ADA;
import static dev.mediakeep.testkit.SampleJobs.BOB;
import static dev.mediakeep.testkit.SampleJobs.LANE;
import static dev.mediakeep.testkit.SampleJobs.OTHER_LANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link JobStore} tells those who wait for something to happen to jobs. */
public abstract class JobWatchContract {
  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private JobStore jobs;

  /** Made by JUnit, through the adapter's own class. */
  protected JobWatchContract() {}

  /** A store that holds nothing; what it needs is released after the test. */
  protected abstract JobStore openEmpty(JobMachine machine) throws Exception;

  @BeforeEach
  void open() throws Exception {
    jobs = openEmpty(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
    jobs.putLane(LaneRule.ofDefaults(LANE));
    jobs.putLane(LaneRule.ofDefaults(OTHER_LANE));
  }

  private Job added(NewJob asked) {
    assertThat(jobs.enqueue(asked)).isEqualTo(new EnqueueResult.Added(asked.job()));
    return asked.job();
  }

  private Job addedFor(Lane lane, Instant start) {
    return added(samples.next(JobRequest.builder(ADA, lane).notBefore(start).build()));
  }

  private Optional<Instant> nextDue(Lane... lanes) {
    return jobs.nextDueAfter(clock.instant(), Set.of(lanes));
  }

  private List<Long> numbers(Optional<OwnerId> owner, long after, long upTo, int limit) {
    return jobs.listEntries(new EntryQuery(Optional.empty(), owner, after, upTo, limit)).stream()
        .map(JobEntry::number)
        .toList();
  }

  @Test
  void the_log_of_an_owner_passes_over_others() {
    Job first = added(samples.next());
    added(samples.next(BOB));
    Job third = added(samples.next());
    EntryQuery hers = new EntryQuery(Optional.empty(), Optional.of(ADA), 0, Long.MAX_VALUE, 10);
    assertThat(jobs.listEntries(hers))
        .extracting(JobEntry::job)
        .containsExactly(first.id(), third.id());
    OwnerId nobody = new OwnerId("nobody");
    assertThat(numbers(Optional.of(nobody), 0, Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void a_part_of_the_log_begins_after_and_ends_with() {
    for (int i = 0; i < 3; i++) {
      added(samples.next());
      added(samples.next(BOB));
    }
    List<Long> all = numbers(Optional.empty(), 0, Long.MAX_VALUE, 10);
    assertThat(all).hasSize(6).isSorted();
    assertThat(numbers(Optional.empty(), all.get(1), all.get(4), 10))
        .containsExactlyElementsOf(all.subList(2, 5));
    assertThat(numbers(Optional.of(ADA), all.get(1), all.get(4), 10))
        .containsExactly(all.get(2), all.get(4));
    assertThat(numbers(Optional.of(ADA), all.get(1), all.get(4), 1)).containsExactly(all.get(2));
    assertThat(numbers(Optional.empty(), all.get(4), all.get(4), 10)).isEmpty();
  }

  @Test
  void the_line_of_one_job_is_not_that_of_another_owner() {
    Job job = added(samples.next());
    EntryQuery wrong = new EntryQuery(Optional.of(job.id()), Optional.of(BOB), 0, 10, 10);
    assertThat(jobs.listEntries(wrong)).isEmpty();
  }

  @Test
  void the_last_line_grows_with_each_change() {
    assertThat(jobs.lastEntry()).isZero();
    Job job = added(samples.next());
    long first = jobs.lastEntry();
    assertThat(first).isPositive();
    jobs.claim(samples.claim(1));
    assertThat(jobs.lastEntry()).isGreaterThan(first);
    assertThat(jobs.listEntries(new EntryQuery(Optional.of(job.id()), 0, 10)).getLast().number())
        .isEqualTo(jobs.lastEntry());
  }

  @Test
  void a_job_that_is_tried_again_says_why() {
    Failure busy = new Failure(FailureClass.TRANSIENT, "503 from the provider");
    Job job = added(samples.next());
    jobs.change(job.id(), fail(jobs.claim(samples.claim(1)).getFirst(), busy), clock.instant());
    assertThat(find(job).state()).isInstanceOf(JobState.Queued.class);
    assertThat(find(job).lastFailure()).contains(busy);
    clock.advance(Duration.ofHours(1));
    Job again = jobs.claim(samples.claim(1)).getFirst();
    assertThat(again.lastFailure()).as("while the next one is under way").contains(busy);
    Failure never = new Failure(FailureClass.PERMANENT, "no such model");
    jobs.change(job.id(), fail(again, never), clock.instant());
    assertThat(find(job).lastFailure()).contains(never);
    assertThat(failures(job))
        .containsExactly(
            Optional.empty(),
            Optional.empty(),
            Optional.of(busy),
            Optional.empty(),
            Optional.of(never));
  }

  @Test
  void nothing_is_told_of_a_failure_that_is_made_good() {
    Failure busy = new Failure(FailureClass.TRANSIENT, "503 from the provider");
    Job job = added(samples.next());
    jobs.change(job.id(), fail(jobs.claim(samples.claim(1)).getFirst(), busy), clock.instant());
    jobs.change(job.id(), new JobCommand.End(Stop.Reason.CANCELLED), clock.instant());
    assertThat(find(job).lastFailure()).as("what it came to").contains(busy);
    assertThat(failures(job).getLast()).as("it did not fail now").isEmpty();
    jobs.change(job.id(), new JobCommand.Retry(), clock.instant());
    assertThat(find(job).lastFailure()).isEmpty();
    jobs.change(job.id(), fail(jobs.claim(samples.claim(1)).getFirst(), busy), clock.instant());
    clock.advance(Duration.ofHours(1));
    long fence = SampleJobs.fence(jobs.claim(samples.claim(1)).getFirst());
    MediaId film = new MediaId(job.id().value());
    jobs.change(job.id(), new JobCommand.Complete(fence, List.of(film)), clock.instant());
    assertThat(find(job).lastFailure()).isEmpty();
  }

  @Test
  void a_job_that_takes_too_long_says_so_in_its_last_line() {
    Job job = added(samples.next());
    jobs.claim(samples.claim(1));
    jobs.change(job.id(), new JobCommand.End(Stop.Reason.TIME_LIMIT), clock.instant());
    assertThat(failures(job).getLast().orElseThrow().kind()).isEqualTo(FailureClass.TIME_LIMIT);
  }

  private Job find(Job job) {
    return jobs.find(job.id()).orElseThrow();
  }

  private static JobCommand fail(Job claimed, Failure why) {
    return new JobCommand.Fail(SampleJobs.fence(claimed), why, Optional.empty());
  }

  private List<Optional<Failure>> failures(Job job) {
    return jobs.listEntries(new EntryQuery(Optional.of(job.id()), 0, 100)).stream()
        .map(JobEntry::failure)
        .toList();
  }

  @Test
  void nothing_is_due_later_in_an_empty_store() {
    assertThat(nextDue(LANE, OTHER_LANE)).isEmpty();
    assertThat(nextDue(new Lane("no", "lane"))).isEmpty();
  }

  @Test
  void the_next_due_job_is_the_first_of_the_lanes() {
    Instant now = clock.instant();
    added(samples.next());
    addedFor(LANE, now.plusSeconds(30));
    addedFor(LANE, now.plusSeconds(20));
    addedFor(OTHER_LANE, now.plusSeconds(10));
    assertThat(nextDue(LANE)).contains(now.plusSeconds(20));
    assertThat(nextDue(LANE, OTHER_LANE)).contains(now.plusSeconds(10));
    clock.advance(Duration.ofSeconds(20));
    assertThat(nextDue(LANE)).contains(now.plusSeconds(30));
    assertThat(nextDue(OTHER_LANE)).isEmpty();
  }

  @Test
  void a_poll_and_a_look_up_become_due() {
    Instant now = clock.instant();
    Job polled = added(samples.next());
    Job lost = added(samples.next());
    for (Job job : jobs.claim(samples.claim(2))) {
      jobs.change(job.id(), new JobCommand.Intend(SampleJobs.fence(job)), now);
    }
    jobs.change(polled.id(), new JobCommand.Submitted(1, "op", now.plusSeconds(40)), now);
    assertThat(nextDue(LANE)).contains(now.plusSeconds(40));
    Optional<Instant> sooner = Optional.of(now.plusSeconds(25));
    jobs.change(lost.id(), new JobCommand.Doubt(1, sooner), now);
    assertThat(nextDue(LANE)).isEqualTo(sooner);
  }

  @Test
  void the_end_of_a_pause_is_a_time_to_ask() {
    Instant now = clock.instant();
    Job job = added(samples.next());
    jobs.claim(samples.claim(1));
    Failure away = new Failure(FailureClass.UNAVAILABLE, "maintenance");
    Optional<Instant> until = Optional.of(now.plusSeconds(90));
    jobs.change(job.id(), new JobCommand.Fail(1, away, until), now);
    assertThat(nextDue(LANE)).isEqualTo(until);
    jobs.changeLane(LANE, LaneMode.OPEN);
    assertThat(nextDue(LANE)).as("the job itself waits as long").isEqualTo(until);
  }

  @Test
  void the_last_runs_of_a_lane_are_told_the_last_first() {
    assertThat(jobs.listRuns(LANE)).isEmpty();
    for (int seconds = 1; seconds <= 3; seconds++) {
      added(samples.next());
      Job job = jobs.claim(samples.claim(1)).getFirst();
      clock.advance(Duration.ofSeconds(seconds));
      MediaId media = new MediaId(job.id().value());
      JobCommand done = new JobCommand.Complete(SampleJobs.fence(job), List.of(media));
      jobs.change(job.id(), done, clock.instant());
    }
    assertThat(jobs.listRuns(LANE))
        .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(1));
    assertThat(jobs.listRuns(OTHER_LANE)).isEmpty();
    assertThat(jobs.listRuns(new Lane("no", "lane"))).isEmpty();
  }

  @Test
  void the_same_request_from_elsewhere_is_the_same() {
    NewJob here = keyed("192.0.2.1");
    added(here);
    assertThat(jobs.enqueue(keyed("192.0.2.2"))).isEqualTo(new EnqueueResult.Repeated(here.job()));
  }

  private NewJob keyed(String address) {
    NewJob asked = samples.next(JobRequest.builder(ADA, LANE).address(address).build());
    Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("k"));
    return new NewJob(asked.id(), asked.request(), key, asked.now());
  }
}
