package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneChange;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Progress;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.webhook.WebhookRules;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobQueueTest {
  private static final Set<Lane> LANES = Set.of(SampleJobs.LANE);
  private static final Lane NOWHERE = new Lane("no", "where");

  private final RunnerFixture all = new RunnerFixture();
  private final JobQueue queue = all.queue;

  @Test
  void a_worker_of_its_own_brings_a_result() {
    JobId id = all.ask();
    long fence = claimed(id);
    assertThat(done(queue.heartbeat(id, fence, half(), Optional.empty())).progress())
        .isEqualTo(half());
    Job ended = done(queue.complete(id, fence, List.of(upload(SampleJobs.ADA))));
    assertThat(ended.state()).isInstanceOf(JobState.Succeeded.class);
    assertThat(queue.listEntries(new EntryQuery(Optional.of(id), 0, 10)))
        .extracting(JobEntry::command)
        .containsExactly(
            Optional.empty(),
            Optional.of(JobCommand.Kind.CLAIM),
            Optional.of(JobCommand.Kind.HEARTBEAT),
            Optional.of(JobCommand.Kind.COMPLETE));
    assertThat(queue.list(JobQuery.ofDefaults()).jobs()).containsExactly(ended);
  }

  @Test
  void a_result_must_be_there_and_its_owners() {
    JobId id = all.ask();
    long fence = claimed(id);
    MediaId own = upload(SampleJobs.ADA);
    MediaId nobodys = all.ids.nextMediaId();
    assertRefused(ErrorCode.JOB_MEDIA_UNKNOWN, queue.complete(id, fence, List.of(own, nobodys)));
    MediaId foreign = upload(SampleJobs.BOB);
    assertRefused(ErrorCode.JOB_MEDIA_FOREIGN, queue.complete(id, fence, List.of(foreign)));
    assertRefused(ErrorCode.FIELD_INVALID, queue.complete(id, fence, List.of(own, own)));
    all.library.trash(own, Optional.empty());
    assertRefused(ErrorCode.JOB_MEDIA_UNKNOWN, queue.complete(id, fence, List.of(own)));
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.RUNNING);
  }

  @Test
  void who_completes_twice_is_answered_as_the_first_time() {
    JobId id = all.ask();
    long fence = claimed(id);
    MediaId film = upload(SampleJobs.ADA);
    done(queue.complete(id, fence, List.of(film)));
    all.library.trash(film, Optional.empty());
    done(queue.complete(id, fence, List.of(film)));
  }

  @Test
  void a_lost_lease_is_told_before_a_missing_result() {
    JobId id = all.ask();
    long late = claimed(id);
    all.pass(60);
    assertThat(queue.endOverdue()).isOne();
    claimed(id);
    JobChange change = queue.complete(id, late, List.of(all.ids.nextMediaId()));
    assertRefused(ErrorCode.LEASE_LOST, change);
  }

  @Test
  void a_worker_is_heard_after_its_lease_while_what_is_overdue_is_spared() {
    JobId id = all.ask();
    long fence = claimed(id);
    done(queue.intend(id, fence));
    all.pass(90);
    queue.spareOverdue(Duration.ofSeconds(60));
    all.pass(59);
    assertThat(queue.endOverdue()).isZero();
    done(queue.submitted(id, fence, "op-1", in(60)));
    JobId silent = all.ask();
    done(queue.intend(silent, claimed(silent)));
    all.pass(60);
    assertThat(queue.endOverdue()).isOne();
    assertThat(all.kind(silent)).isEqualTo(JobState.Kind.UNCERTAIN);
  }

  @Test
  void a_clock_that_goes_back_spares_nothing() {
    JobId id = all.ask();
    claimed(id);
    all.pass(3_600);
    queue.spareOverdue(Duration.ofSeconds(60));
    all.clock.advance(Duration.ofSeconds(-1));
    assertThat(queue.endOverdue()).isOne();
  }

  @Test
  void a_lease_holds_as_long_as_the_worker_wants() {
    JobId id = all.ask();
    Job job = queue.claim(SampleJobs.WORKER, LANES, 1, term(600)).getFirst();
    assertThat(leaseEnd(job)).isEqualTo(in(600));
    Job beaten = done(queue.heartbeat(id, SampleJobs.fence(job), Optional.empty(), term(30)));
    assertThat(leaseEnd(beaten)).isEqualTo(in(30));
    assertThatThrownBy(() -> queue.claim(SampleJobs.WORKER, LANES, 1, term(3_601)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("term must be 1 s to 1 h, was PT1H1S");
  }

  @Test
  void times_are_at_most_a_day_ahead() {
    JobId id = all.ask();
    long fence = claimed(id);
    done(queue.intend(id, fence));
    assertThatThrownBy(() -> queue.submitted(id, fence, "op-1", in(86_401)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "nextPollAt must be at most 24 h ahead, was 2026-03-02T12:00:01Z and it is"
                + " 2026-03-01T12:00:00Z");
    assertThatThrownBy(() -> queue.doubt(id, fence, Optional.of(Instant.MAX)))
        .hasMessageStartingWith("nextLookUpAt must be at most 24 h ahead, was +1000000000");
    Failure away = new Failure(FailureClass.UNAVAILABLE, "503");
    assertThatThrownBy(() -> queue.fail(id, fence, away, Optional.of(in(90_000))))
        .hasMessageStartingWith("until must be at most 24 h ahead");
    done(queue.submitted(id, fence, "op-1", in(86_400)));
  }

  @Test
  void a_time_that_has_passed_means_now() {
    JobId id = all.ask();
    long fence = claimed(id);
    done(queue.intend(id, fence));
    Job job = done(queue.submitted(id, fence, "op-1", Instant.MIN));
    assertThat(job.state().claimableAt()).contains(all.clock.instant());
  }

  @Test
  void a_start_is_at_most_a_year_ahead() {
    JobRequest request =
        JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).notBefore(Instant.MAX).build();
    assertThatThrownBy(() -> queue.enqueue(request, Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("notBefore must be at most 8784 h ahead, was ");
    Instant early = Instant.EPOCH.minusMillis(1);
    JobRequest.Builder past = JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).notBefore(early);
    assertThatThrownBy(past::build)
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("notBefore must be a time from 1970 on, was " + early);
  }

  @Test
  void some_failures_are_not_a_workers_to_say() {
    JobId id = all.ask();
    long fence = claimed(id);
    Failure poison = new Failure(FailureClass.POISON, "mine");
    assertThatThrownBy(() -> queue.fail(id, fence, poison, Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("failure must be TRANSIENT, UNAVAILABLE or PERMANENT, was POISON");
  }

  @Test
  void a_bad_handle_changes_nothing() {
    JobId id = all.ask();
    long fence = claimed(id);
    done(queue.intend(id, fence));
    assertThatThrownBy(() -> queue.submitted(id, fence, "two\nlines", in(1)))
        .isInstanceOf(InvalidValueException.class);
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.SUBMITTING);
  }

  @Test
  void a_request_with_a_key_is_one_job() {
    JobRequest request = JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).build();
    Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("order-7"));
    EnqueueResult first = queue.enqueue(request, key);
    EnqueueResult second = queue.enqueue(request, key);
    assertThat(second).isEqualTo(new EnqueueResult.Repeated(((EnqueueResult.Added) first).job()));
  }

  @Test
  void a_repeated_request_is_answered_also_where_its_webhook_is_refused_now() {
    JobRequest request =
        JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE)
            .webhook(new WebhookUrl("https://example.com/"))
            .build();
    Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("order-7"));
    assertThat(((EnqueueResult.Refused) queue.enqueue(request, key)).problem().code())
        .isEqualTo(ErrorCode.WEBHOOK_REFUSED);
    JobQueue sending =
        new JobQueue(
            all.store,
            all.library,
            JobPolicies.ofDefaults(),
            all.clock,
            all.ids,
            Optional.of(WebhookRules.ofDefaults()));
    EnqueueResult first = sending.enqueue(request, key);
    assertThat(queue.enqueue(request, key))
        .isEqualTo(new EnqueueResult.Repeated(((EnqueueResult.Added) first).job()));
  }

  @Test
  void a_job_is_kept_while_a_key_stands_for_it() {
    JobRequest request = JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).build();
    Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("order-7"));
    EnqueueResult first = queue.enqueue(request, key);
    done(queue.cancel(((EnqueueResult.Added) first).job().id()));
    all.clock.advance(NewJob.KEY_TERM.minusMillis(1));
    assertThat(queue.purgeEndedFor(Duration.ZERO)).isZero();
    assertThat(queue.enqueue(request, key)).isInstanceOf(EnqueueResult.Repeated.class);
    all.clock.advance(Duration.ofMillis(1));
    assertThat(queue.purgeEndedFor(Duration.ZERO)).isOne();
  }

  @Test
  void lanes_pause_resume_and_drain() {
    JobId id = all.ask();
    assertThat(mode(queue.pause(SampleJobs.LANE))).isEqualTo(LaneMode.PAUSED);
    assertThat(queue.claim(SampleJobs.WORKER, LANES, 1)).isEmpty();
    assertThat(mode(queue.drain(SampleJobs.LANE))).isEqualTo(LaneMode.DRAINING);
    assertThat(queue.claim(SampleJobs.WORKER, LANES, 1)).extracting(Job::id).containsExactly(id);
    assertThat(mode(queue.resume(SampleJobs.LANE))).isEqualTo(LaneMode.OPEN);
    assertThat(queue.pause(NOWHERE))
        .isInstanceOfSatisfying(
            LaneChange.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.LANE_UNKNOWN));
    queue.putLane(LaneRule.ofDefaults(NOWHERE));
    assertThat(queue.listLanes()).hasSize(2);
  }

  @Test
  void a_worker_is_told_whether_its_lease_has_ended_or_is_another() {
    JobId id = all.ask();
    long fence = claimed(id);
    assertThat(problem(queue.stopped(id, fence)))
        .isEqualTo(
            Problem.of(ErrorCode.JOB_STATE_CONFLICT, "a job that is RUNNING takes no STOPPED"));
    assertThat(problem(queue.intend(id, fence + 1)).message())
        .isEqualTo("lease 2 must be the job's last, which is 1 in state RUNNING");
    done(queue.release(id, fence));
    assertThat(problem(queue.intend(id, fence)).message())
        .isEqualTo("lease 1 must last, has ended: the job is QUEUED");
  }

  @Test
  void a_claim_names_only_lanes_that_there_are() {
    JobId id = all.ask();
    Set<Lane> both = Set.of(SampleJobs.LANE, NOWHERE);
    assertThatThrownBy(() -> queue.claim(SampleJobs.WORKER, both, 1))
        .isInstanceOfSatisfying(
            MediakeepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LANE_UNKNOWN))
        .hasMessageContaining("no/where");
    queue.putLane(LaneRule.ofDefaults(NOWHERE));
    assertThat(queue.claim(SampleJobs.WORKER, both, 1)).extracting(Job::id).containsExactly(id);
  }

  @Test
  void a_job_knows_where_it_stands() {
    all.ask();
    JobId second = all.ask();
    assertThat(queue.standing(second).orElseThrow().position()).isEqualTo(2);
  }

  @Test
  void what_ended_long_ago_is_purged_in_slices() {
    for (int i = 0; i < 250; i++) {
      done(queue.cancel(all.ask()));
    }
    all.pass(60);
    JobId young = all.ask();
    done(queue.cancel(young));
    assertThat(queue.purgeEndedFor(Duration.ofSeconds(60))).isZero();
    all.clock.advance(Duration.ofMillis(1));
    assertThat(queue.purgeEndedFor(Duration.ofSeconds(60))).isEqualTo(250);
    assertThat(queue.find(young)).isPresent();
  }

  @Test
  void people_cancel_retry_and_resolve() {
    JobId id = all.ask();
    done(queue.cancel(id));
    done(queue.retry(id));
    long fence = claimed(id);
    done(queue.intend(id, fence));
    done(queue.doubt(id, fence, Optional.empty()));
    Job given = done(queue.resolve(id, new JobCommand.Finding.GivenUp("no trace of it")));
    assertThat(given.state()).isInstanceOf(JobState.Failed.class);
    JobId nobody = all.ids.nextJobId();
    assertThat(queue.retry(nobody)).isEqualTo(new JobChange.Absent(nobody));
  }

  private static Optional<Progress> half() {
    return Optional.of(new Progress(50, Optional.of("half")));
  }

  private static Optional<Duration> term(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private Instant in(long seconds) {
    return all.clock.instant().plusSeconds(seconds);
  }

  private static Instant leaseEnd(Job job) {
    return ((JobState.Leased) job.state()).held().until();
  }

  private long claimed(JobId id) {
    List<Job> claimed = queue.claim(SampleJobs.WORKER, LANES, 1);
    assertThat(claimed).extracting(Job::id).containsExactly(id);
    return SampleJobs.fence(claimed.getFirst());
  }

  private MediaId upload(OwnerId owner) {
    NewMedia film = NewMedia.of(MediaDetails.builder().owner(owner).build());
    AddResult result = all.library.add(film, SampleBytes.source(SampleFiles.mp4().bytes()));
    return ((AddResult.Added) result).media().id();
  }

  private static LaneMode mode(LaneChange change) {
    return ((LaneChange.Done) change).lane().mode();
  }

  private static Job done(JobChange change) {
    assertThat(change).isInstanceOf(JobChange.Done.class);
    return ((JobChange.Done) change).job();
  }

  private static void assertRefused(ErrorCode code, JobChange change) {
    Problem problem = problem(change);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.message()).matches("[a-z].*[^.]");
  }

  private static Problem problem(JobChange change) {
    assertThat(change).isInstanceOf(JobChange.Refused.class);
    return ((JobChange.Refused) change).problem();
  }
}
