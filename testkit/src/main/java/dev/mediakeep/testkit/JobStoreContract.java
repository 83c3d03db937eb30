package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.ADA;
import static dev.mediakeep.testkit.SampleJobs.BOB;
import static dev.mediakeep.testkit.SampleJobs.LANE;
import static dev.mediakeep.testkit.SampleJobs.OTHER_LANE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPage;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.PurgeSlice;
import dev.mediakeep.job.QueueLimits;
import dev.mediakeep.job.Stop;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link JobStore} keeps and finds, whatever it is made of. */
public abstract class JobStoreContract {
  private static final QueueLimits LIMITS =
      QueueLimits.builder().queued(9).queuedByOwner(6).queuedByAddress(2).build();

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private JobStore jobs;

  /** Made by JUnit, through the adapter's own class. */
  protected JobStoreContract() {}

  /** A store that holds nothing; what it needs is released after the test. */
  protected abstract JobStore openEmpty(JobMachine machine) throws Exception;

  @BeforeEach
  void open() throws Exception {
    JobPolicies defaults = JobPolicies.ofDefaults();
    JobPolicies policies =
        new JobPolicies(defaults.retry(), defaults.lease(), defaults.fairness(), LIMITS);
    jobs = openEmpty(new JobMachine(policies, new SplittableRandom(1)));
    jobs.putLane(new LaneRule(LANE, 7, 3));
  }

  @Test
  void finds_what_was_put_in_line() {
    JobRequest request =
        JobRequest.builder(ADA, LANE)
            .priority(9)
            .cost(1_000_000_000)
            .parameters(new JsonObject("{\"prompt\": \"a \\\"sea\\\" 🗼\", \"n\": [1.50, null]}"))
            .notBefore(clock.instant().plusMillis(1))
            .timeLimit(Duration.ofHours(24))
            .address("2001:db8::/64")
            .webhook(new WebhookUrl("https://example.com/%F0%9F%97%BC?a='b'"))
            .build();
    NewJob asked = samples.next(request);
    assertThat(jobs.enqueue(asked)).isEqualTo(new EnqueueResult.Added(asked.job()));
    assertThat(jobs.find(asked.id())).contains(asked.job());
    assertThat(jobs.find(samples.next().id())).isEmpty();
  }

  @Test
  void keeps_each_state_as_it_is() {
    for (int seed = 0; seed < 15; seed++) {
      Job job = added(samples.next());
      Job changed = new JobWalk(jobs, clock, seed).walk(job.id(), 25);
      assertThat(jobs.find(job.id())).contains(changed);
      jobs.change(job.id(), new JobCommand.End(Stop.Reason.CANCELLED), clock.instant());
    }
  }

  @Test
  void refuses_a_lane_that_there_is_not() {
    NewJob asked = samples.next(JobRequest.builder(ADA, OTHER_LANE).build());
    assertThat(refusal(asked)).isEqualTo(ErrorCode.LANE_UNKNOWN);
    assertThat(jobs.find(asked.id())).isEmpty();
    assertThat(jobs.listEntries(new EntryQuery(Optional.empty(), 0, 10))).isEmpty();
  }

  @Test
  void a_draining_lane_takes_no_jobs_and_hands_out_what_it_has() {
    Job waiting = added(samples.next());
    assertThat(jobs.changeLane(LANE, LaneMode.DRAINING)).isTrue();
    assertThat(refusal(samples.next())).isEqualTo(ErrorCode.LANE_CLOSED);
    assertThat(jobs.claim(samples.claim(5))).extracting(Job::id).containsExactly(waiting.id());
  }

  @Test
  void a_paused_lane_takes_jobs_and_hands_out_none() {
    jobs.changeLane(LANE, LaneMode.PAUSED);
    added(samples.next());
    assertThat(jobs.claim(samples.claim(5))).isEmpty();
    jobs.changeLane(LANE, LaneMode.OPEN);
    assertThat(jobs.claim(samples.claim(5))).hasSize(1);
  }

  @Test
  void knows_its_lanes() {
    jobs.putLane(new LaneRule(OTHER_LANE, 2, 1));
    jobs.putLane(new LaneRule(LANE, 5, 4));
    added(samples.next());
    added(samples.next());
    jobs.claim(samples.claim(1));
    jobs.changeLane(OTHER_LANE, LaneMode.PAUSED);
    jobs.putLane(new LaneRule(OTHER_LANE, 3, 1));
    assertThat(jobs.listLanes())
        .containsExactly(
            new LaneStatus(new LaneRule(LANE, 5, 4), LaneMode.OPEN, Optional.empty(), 1, 1),
            new LaneStatus(
                new LaneRule(OTHER_LANE, 3, 1), LaneMode.PAUSED, Optional.empty(), 0, 0));
    assertThat(jobs.changeLane(new Lane("no", "lane"), LaneMode.OPEN)).isFalse();
  }

  @Test
  void refuses_more_than_there_is_room_for() {
    jobs.putLane(new LaneRule(OTHER_LANE, 100, 3));
    for (int i = 0; i < 6; i++) {
      added(samples.next(ADA));
    }
    assertThat(refusal(samples.next(ADA))).as("of an owner").isEqualTo(ErrorCode.QUEUE_FULL);
    added(samples.next(BOB));
    assertThat(refusal(samples.next(BOB))).as("in a lane").isEqualTo(ErrorCode.QUEUE_FULL);
    JobRequest elsewhere = JobRequest.builder(BOB, OTHER_LANE).address("192.0.2.1").build();
    added(samples.next(elsewhere));
    added(samples.next(elsewhere));
    assertThat(refusal(samples.next(elsewhere))).as("in all").isEqualTo(ErrorCode.QUEUE_FULL);
    jobs.claim(samples.claim(1));
    assertThat(refusal(samples.next(elsewhere))).as("by address").isEqualTo(ErrorCode.QUEUE_FULL);
    added(samples.next(ADA));
  }

  @Test
  void a_request_that_comes_twice_is_one_job() {
    NewJob first = keyed(samples.next(), "a");
    added(first);
    NewJob again = new NewJob(samples.next().id(), first.request(), first.key(), clock.instant());
    assertThat(jobs.enqueue(again)).isEqualTo(new EnqueueResult.Repeated(first.job()));
    assertThat(jobs.find(again.id())).isEmpty();
    clock.advance(Duration.ofHours(24).minusMillis(1));
    assertThat(jobs.enqueue(keyed(samples.next(), "a"))).isInstanceOf(EnqueueResult.Repeated.class);
    clock.advance(Duration.ofMillis(1));
    added(keyed(samples.next(), "a"));
  }

  @Test
  void a_key_stands_for_one_request_of_one_owner() {
    added(keyed(samples.next(), "a"));
    JobRequest dearer = JobRequest.builder(ADA, LANE).cost(2).build();
    assertThat(refusal(keyed(samples.next(dearer), "a")))
        .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    JobRequest told =
        JobRequest.builder(ADA, LANE).webhook(new WebhookUrl("https://example.com/")).build();
    assertThat(refusal(keyed(samples.next(told), "a"))).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    added(keyed(samples.next(BOB), "a"));
    added(keyed(samples.next(), "A"));
  }

  @Test
  void a_repeated_request_is_answered_also_when_the_queue_is_full() {
    NewJob first = keyed(samples.next(), "a");
    added(first);
    for (int i = 0; i < 5; i++) {
      added(samples.next());
    }
    assertThat(jobs.enqueue(first)).isEqualTo(new EnqueueResult.Repeated(first.job()));
  }

  @Test
  void an_earlier_request_can_be_asked_for_without_another_one() {
    NewJob first = keyed(samples.next(), "a");
    assertThat(jobs.findEarlier(first)).isEmpty();
    added(first);
    assertThat(jobs.findEarlier(first)).contains(new EnqueueResult.Repeated(first.job()));
    assertThat(
            jobs.findEarlier(keyed(samples.next(JobRequest.builder(ADA, OTHER_LANE).build()), "a")))
        .containsInstanceOf(EnqueueResult.Refused.class);
    assertThat(jobs.findEarlier(samples.next())).isEmpty();
    clock.advance(NewJob.KEY_TERM);
    assertThat(jobs.findEarlier(keyed(samples.next(), "a"))).isEmpty();
  }

  @Test
  void a_repeated_request_is_answered_also_when_its_lane_takes_no_more() {
    NewJob first = keyed(samples.next(), "a");
    added(first);
    jobs.changeLane(LANE, LaneMode.DRAINING);
    assertThat(jobs.enqueue(first)).isEqualTo(new EnqueueResult.Repeated(first.job()));
  }

  @Test
  void an_unknown_job_cannot_be_changed() {
    JobId id = samples.next().id();
    assertThat(jobs.change(id, new JobCommand.Retry(), clock.instant()))
        .isEqualTo(new JobChange.Absent(id));
  }

  @Test
  void lists_the_newest_first_page_by_page() {
    List<JobId> asked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asked.addFirst(added(samples.next(i % 2 == 0 ? ADA : BOB)).id());
    }
    JobQuery two = query(Optional.empty(), 2);
    JobPage first = jobs.list(two);
    JobPage second = jobs.list(after(two, first));
    JobPage third = jobs.list(after(two, second));
    assertThat(List.of(first, second, third))
        .flatExtracting(JobPage::jobs)
        .extracting(Job::id)
        .isEqualTo(asked);
    assertThat(third.next()).isEmpty();
    jobs.claim(samples.claim(1));
    assertThat(jobs.list(query(Optional.of(JobState.Kind.QUEUED), 10)).jobs()).hasSize(4);
    assertThatThrownBy(() -> after(query(Optional.of(JobState.Kind.QUEUED), 2), first))
        .isInstanceOfSatisfying(
            MediakeepException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_INVALID));
  }

  @Test
  void the_log_tells_each_step_once_in_order() {
    Job job = added(samples.next());
    added(samples.next());
    long fence = SampleJobs.fence(jobs.claim(samples.claim(1)).getFirst());
    Instant now = clock.instant();
    jobs.change(job.id(), new JobCommand.Intend(fence), now);
    jobs.change(job.id(), new JobCommand.Intend(fence), now);
    jobs.change(job.id(), new JobCommand.Intend(fence + 1), now);
    List<JobEntry> lines = jobs.listEntries(new EntryQuery(Optional.of(job.id()), 0, 10));
    assertThat(lines)
        .extracting(JobEntry::command, JobEntry::state)
        .containsExactly(
            tuple(Optional.empty(), JobState.Kind.QUEUED),
            tuple(Optional.of(JobCommand.Kind.CLAIM), JobState.Kind.RUNNING),
            tuple(Optional.of(JobCommand.Kind.INTEND), JobState.Kind.SUBMITTING));
    assertThat(lines).extracting(JobEntry::number).isSorted().doesNotHaveDuplicates();
    assertThat(jobs.listEntries(new EntryQuery(Optional.empty(), lines.get(1).number(), 10)))
        .containsExactly(lines.get(2));
  }

  @Test
  void time_ends_leases_and_jobs() {
    JobRequest brief = JobRequest.builder(ADA, LANE).timeLimit(Duration.ofSeconds(70)).build();
    Job job = added(samples.next(brief));
    jobs.claim(samples.claim(1));
    assertThat(jobs.endOverdue(clock.instant(), 10)).isZero();
    clock.advance(SampleJobs.leaseTerm());
    assertThat(jobs.endOverdue(clock.instant(), 10)).isOne();
    assertThat(jobs.find(job.id()).orElseThrow().attempts().lostLeases()).isOne();
    clock.advance(Duration.ofSeconds(10));
    assertThat(jobs.endOverdue(clock.instant(), 10)).isOne();
    assertThat(jobs.find(job.id()).orElseThrow().state()).isInstanceOf(JobState.Failed.class);
    assertThat(jobs.endOverdue(clock.instant(), 10)).isZero();
  }

  @Test
  void purges_what_ended_first() {
    List<JobId> ended = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ended.add(added(samples.next()).id());
      clock.advance(Duration.ofSeconds(1));
      JobCommand cancel = new JobCommand.End(Stop.Reason.CANCELLED);
      jobs.change(ended.getLast(), cancel, clock.instant());
    }
    Job alive = added(samples.next());
    int rows = 3; // a job, its first line and its last
    assertThat(jobs.purgeFinishedBefore(clock.instant(), clock.instant(), rows))
        .isEqualTo(new PurgeSlice(1, true));
    assertThat(jobs.find(ended.getFirst())).isEmpty();
    assertThat(jobs.purgeFinishedBefore(clock.instant(), clock.instant(), 10))
        .isEqualTo(new PurgeSlice(1, false));
    assertThat(jobs.list(JobQuery.ofDefaults()).jobs())
        .extracting(Job::id)
        .containsExactly(alive.id(), ended.getLast());
    assertThat(jobs.listEntries(new EntryQuery(Optional.empty(), 0, 10)))
        .extracting(JobEntry::job)
        .containsOnly(alive.id(), ended.getLast());
  }

  @Test
  void keeps_what_a_key_stands_for() {
    NewJob asked = keyed(samples.next(), "a");
    added(asked);
    JobCommand cancel = new JobCommand.End(Stop.Reason.CANCELLED);
    jobs.change(asked.id(), cancel, clock.instant());
    added(samples.next());
    clock.advance(NewJob.KEY_TERM.minusMillis(1));
    Instant now = clock.instant();
    assertThat(jobs.purgeFinishedBefore(now, now, 10)).isEqualTo(new PurgeSlice(0, false));
    assertThat(jobs.enqueue(keyed(samples.next(), "a"))).isInstanceOf(EnqueueResult.Repeated.class);
    clock.advance(Duration.ofMillis(1));
    Instant later = clock.instant();
    assertThat(jobs.purgeFinishedBefore(now, later, 10)).isEqualTo(new PurgeSlice(1, false));
  }

  @Test
  void purges_a_long_log_in_slices() {
    Job job = added(samples.next());
    List<Job> claimed = jobs.claim(samples.claim(1));
    long fence = SampleJobs.fence(claimed.getFirst());
    for (int i = 0; i < 5; i++) {
      Instant until = clock.instant().plusSeconds(60);
      jobs.change(
          job.id(), new JobCommand.Heartbeat(fence, until, Optional.empty()), clock.instant());
    }
    jobs.change(job.id(), new JobCommand.End(Stop.Reason.CANCELLED), clock.instant());
    clock.advance(Duration.ofSeconds(1));
    EntryQuery log = new EntryQuery(Optional.of(job.id()), 0, 100);
    List<JobEntry> all = jobs.listEntries(log);
    assertThat(all).hasSize(8);
    for (int left = 8; left > 0; left -= 4) {
      assertThat(jobs.listEntries(log)).isEqualTo(all.subList(8 - left, 8));
      assertThat(jobs.purgeFinishedBefore(clock.instant(), clock.instant(), 4))
          .isEqualTo(new PurgeSlice(0, true));
    }
    assertThat(jobs.find(job.id())).as("a job without lines").isPresent();
    assertThat(jobs.purgeFinishedBefore(clock.instant(), clock.instant(), 4))
        .isEqualTo(new PurgeSlice(1, false));
    assertThat(jobs.find(job.id())).isEmpty();
  }

  private Job added(NewJob asked) {
    EnqueueResult result = jobs.enqueue(asked);
    assertThat(result).isEqualTo(new EnqueueResult.Added(asked.job()));
    return asked.job();
  }

  private ErrorCode refusal(NewJob asked) {
    return switch (jobs.enqueue(asked)) {
      case EnqueueResult.Refused refused -> refused.problem().code();
      case EnqueueResult.Added added -> throw new AssertionError(added);
      case EnqueueResult.Repeated repeated -> throw new AssertionError(repeated);
    };
  }

  private static NewJob keyed(NewJob asked, String key) {
    return new NewJob(
        asked.id(), asked.request(), Optional.of(new IdempotencyKey(key)), asked.now());
  }

  private static JobQuery query(Optional<JobState.Kind> state, int limit) {
    return new JobQuery(Optional.empty(), Optional.empty(), state, limit, Optional.empty());
  }

  private static JobQuery after(JobQuery query, JobPage page) {
    return new JobQuery(query.owner(), query.lane(), query.state(), query.limit(), page.next());
  }
}
