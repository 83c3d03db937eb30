package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.ADA;
import static dev.mediakeep.testkit.SampleJobs.LANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobNotice;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.Delivery.State;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.DueQuery;
import dev.mediakeep.webhook.Engaged;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookMessage;
import dev.mediakeep.webhook.WebhookOutbox;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WebhookOutbox} keeps and finds, whatever it is made of. */
public abstract class WebhookOutboxContract {
  private static final String HOST = "receiver.example";
  private static final String OWNER = "ada";

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private JobStore jobs;
  private JobRecovery recovery;
  private WebhookOutbox outbox;

  /** Made by JUnit, through the adapter's own class. */
  protected WebhookOutboxContract() {}

  /**
   * A store of jobs with the outbox that it writes to.
   *
   * @param recovery of the same store
   * @param outbox of the same store
   */
  public record Stores(JobStore jobs, JobRecovery recovery, WebhookOutbox outbox) {}

  /** Stores that hold nothing; what they need is released after the test. */
  protected abstract Stores openEmpty(JobMachine machine) throws Exception;

  @BeforeEach
  void open() throws Exception {
    Stores stores = openEmpty(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
    jobs = stores.jobs();
    recovery = stores.recovery();
    outbox = stores.outbox();
    jobs.putLane(new LaneRule(LANE, 1_000, 1_000));
  }

  @Test
  void an_ended_job_leaves_a_message_that_is_due() {
    Job job = queued(HOST);
    assertThat(due()).isEmpty();
    Job ended = cancelled(job);
    WebhookMessage message = JobNotice.of(ended).orElseThrow().message();
    Delivery delivery = due().getFirst();
    assertThat(due()).containsExactly(Delivery.of(delivery.number(), message));
    assertThat(outbox.find(message.id())).contains(delivery);
    assertThat(message.url()).isEqualTo(url(HOST));
    assertThat(message.createdAt()).isEqualTo(clock.instant());
  }

  @Test
  void a_job_that_names_no_receiver_leaves_none() {
    NewJob asked = samples.next();
    jobs.enqueue(asked);
    cancelled(asked.job());
    assertThat(all()).isEmpty();
  }

  @Test
  void an_end_that_comes_twice_is_one_message() {
    Job job = queued(HOST);
    cancelled(job);
    cancelled(job);
    assertThat(all()).hasSize(1);
  }

  @Test
  void a_job_that_ends_again_leaves_another_message() {
    Job job = queued(HOST);
    Instant first = now();
    cancelled(job);
    jobs.change(job.id(), new JobCommand.Retry(), now());
    clock.advance(Duration.ofMillis(1));
    cancelled(job);
    assertThat(all())
        .extracting(delivery -> delivery.message().id())
        .containsExactly(new MessageId(job.id(), now()), new MessageId(job.id(), first));
  }

  @Test
  void ends_that_are_taken_back_are_told_under_the_ids_that_they_had() {
    Job early = endedElsewhere();
    clock.advance(Duration.ofSeconds(1));
    Job late = endedElsewhere();
    clock.advance(Duration.ofDays(1));
    recovery.takeBack(late, Optional.empty(), now());
    recovery.takeBack(early, Optional.empty(), now());
    assertThat(all())
        .extracting(Delivery::message)
        .containsExactly(
            JobNotice.of(early).orElseThrow().message(),
            JobNotice.of(late).orElseThrow().message());
  }

  @Test
  void an_end_that_is_taken_back_is_not_told_again() {
    Job job = endedElsewhere();
    recovery.takeBack(job, Optional.empty(), now());
    Delivery sent = due().getFirst().tried(new State.Delivered(now()), Optional.empty());
    outbox.record(sent);
    recovery.takeBack(job, Optional.empty(), now());
    assertThat(all()).containsExactly(sent);
  }

  private Job endedElsewhere() {
    JobRequest request = JobRequest.builder(ADA, LANE).webhook(url(HOST)).build();
    JobState ended = new JobState.Cancelled(now(), Optional.empty());
    Job job = samples.next(request).job();
    return new Job(
        job.id(),
        job.request(),
        job.createdAt(),
        ended,
        job.attempts(),
        job.progress(),
        job.lastFailure());
  }

  @Test
  void a_job_that_time_ends_leaves_a_message() {
    JobRequest brief =
        JobRequest.builder(ADA, LANE).webhook(url(HOST)).timeLimit(Duration.ofSeconds(1)).build();
    jobs.enqueue(samples.next(brief));
    jobs.claim(samples.claim(1));
    clock.advance(Duration.ofMinutes(10));
    jobs.endOverdue(clock.instant(), 10);
    jobs.endOverdue(clock.instant(), 10);
    assertThat(due())
        .singleElement()
        .satisfies(delivery ->
            assertThat(delivery.message().body())
                .contains("\"type\":\"job.failed\"", "\"class\":\"timeLimit\""));
  }

  @Test
  void a_delivered_message_is_due_no_more() {
    Delivery sent = ended(HOST);
    Delivery after = sent.tried(new State.Delivered(now()), Optional.empty());
    assertThat(outbox.record(after)).isTrue();
    assertThat(outbox.record(after)).as("twice").isFalse();
    assertThat(due()).isEmpty();
    assertThat(all()).containsExactly(after);
  }

  @Test
  void a_message_is_due_again_when_its_time_comes() {
    Delivery sent = ended(HOST);
    Delivery after = sent.putOff(Duration.ofSeconds(10), now(), "a 🗼");
    assertThat(outbox.record(after)).isTrue();
    clock.advance(Duration.ofSeconds(10).minusMillis(1));
    assertThat(due()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(due()).containsExactly(after);
  }

  @Test
  void a_try_is_recorded_once() {
    Delivery sent = ended(HOST);
    Delivery first = sent.tried(new State.Due(now()), Optional.of("one"));
    Delivery same = sent.tried(new State.Failed(now()), Optional.of("two"));
    Delivery skipping =
        first
            .tried(new State.Due(now()), Optional.of("skipped"))
            .tried(new State.Failed(now()), Optional.empty());
    assertThat(outbox.record(first)).isTrue();
    assertThat(outbox.record(same)).isFalse();
    assertThat(outbox.record(skipping)).isFalse();
    assertThat(all()).containsExactly(first);
  }

  @Test
  void an_unknown_message_cannot_be_recorded() {
    Delivery sent = ended(HOST);
    MessageId other = new MessageId(samples.next().id(), sent.message().id().end());
    WebhookMessage unknown =
        new WebhookMessage(
            other, sent.message().asker(), sent.message().url(), "{}", sent.message().createdAt());
    assertThat(
            outbox.record(
                Delivery.of(sent.number(), unknown)
                    .tried(new State.Delivered(now()), Optional.empty())))
        .isFalse();
    assertThat(outbox.retry(other, now())).isFalse();
    assertThat(outbox.find(other)).isEmpty();
    assertThat(due()).containsExactly(sent);
  }

  @Test
  void lists_the_longest_due_first_and_few_of_each_host() {
    List<Delivery> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMillis(10));
      Delivery dead = ended("dead.example");
      if (i < 2) {
        expected.add(dead);
      }
    }
    expected.add(ended("a.example"));
    expected.add(ended("z.example"));
    assertThat(outbox.listDue(due(Engaged.NONE, 2, 100))).containsExactlyElementsOf(expected);
    assertThat(outbox.listDue(due(Engaged.NONE, 2, 3)))
        .containsExactlyElementsOf(expected.subList(0, 3));
    assertThat(
            outbox.listDue(
                due(new Engaged(Set.of("dead.example", "a.example"), Set.of(), Set.of()), 2, 100)))
        .containsExactly(expected.getLast());
  }

  @Test
  void lists_addresses_and_their_askers_by_turns() {
    List<Delivery> floods = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      floods.add(ended("flood" + i + ".example", OWNER, "address"));
    }
    clock.advance(Duration.ofMillis(1));
    Delivery second = ended(HOST, "quoted \" \\ ✓", "address");
    Delivery third = ended(HOST, OWNER, "other");
    Delivery fourth = ended(HOST, OWNER, "");
    assertThat(outbox.listDue(due(Engaged.NONE, 2, 100)))
        .containsExactly(
            floods.get(0), third, fourth, second, floods.get(1), floods.get(2), floods.get(3));
    assertThat(outbox.listDue(due(Engaged.NONE, 2, 4)))
        .containsExactly(floods.get(0), third, fourth, second);
    assertThat(outbox.listDue(due(engaged(Set.of(), floods.get(0).message()), 2, 100)))
        .containsExactly(second, third, fourth);
    assertThat(outbox.listDue(due(engaged(Set.of("", "other"), second.message()), 2, 100)))
        .isEqualTo(floods);
    assertThat(outbox.listDue(due(engaged(Set.of("address"), fourth.message()), 2, 100)))
        .containsExactly(third);
  }

  private static Engaged engaged(Set<String> addresses, WebhookMessage message) {
    return new Engaged(Set.of(), addresses, Set.of(message.asker()));
  }

  @Test
  void lists_preferred_hosts_before_others_of_the_same_asker() {
    List<Delivery> all = new ArrayList<>();
    for (String host : List.of("a.example", "b.example", "c.example")) {
      all.add(ended(host));
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(
            outbox.listDue(
                new DueQuery(now(), Engaged.NONE, Set.of("c.example", "z.example"), 2, 2)))
        .containsExactly(all.get(2), all.get(0));
  }

  @Test
  void gives_up_what_is_old_of_one_host() {
    Delivery old = ended(HOST);
    Delivery foreign = ended("other.example");
    clock.advance(Duration.ofMillis(1));
    Delivery young = ended(HOST);
    assertThat(outbox.giveUp(HOST, young.message().createdAt(), now(), "why", 10)).isOne();
    assertThat(outbox.giveUp(HOST, young.message().createdAt(), now(), "why", 10)).isZero();
    assertThat(due()).containsExactlyInAnyOrder(foreign, young);
    assertThat(failed()).containsExactly(old.givenUp(now(), "why"));
  }

  @Test
  void what_is_tried_anew_is_not_old() {
    Delivery old = ended(HOST);
    outbox.record(old.tried(new State.Failed(now()), Optional.of("why")));
    clock.advance(Duration.ofDays(2));
    outbox.retry(old.message().id(), now());
    assertThat(outbox.giveUp(HOST, now(), now(), "why", 10)).isZero();
    assertThat(due()).hasSize(1);
  }

  @Test
  void gives_up_no_more_than_asked_for() {
    for (int i = 0; i < 3; i++) {
      ended(HOST);
    }
    Instant all = now().plusMillis(1);
    assertThat(outbox.giveUp(HOST, all, now(), "why", 2)).isEqualTo(2);
    assertThat(outbox.giveUp(HOST, all, now(), "why", 2)).isOne();
  }

  @Test
  void what_was_given_up_can_be_tried_again() {
    Delivery sent = ended(HOST);
    assertThat(outbox.retry(sent.message().id(), now())).as("while due").isFalse();
    Delivery tried = sent.putOff(Duration.ofHours(1), now(), "not yet");
    outbox.record(tried);
    Delivery failed = tried.tried(new State.Failed(now()), Optional.of("why"));
    outbox.record(failed);
    clock.advance(Duration.ofDays(2));
    assertThat(outbox.retry(sent.message().id(), now())).isTrue();
    assertThat(due()).containsExactly(failed.anew(now()));
  }

  @Test
  void lists_the_newest_first_of_a_job_in_a_state() {
    List<Delivery> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.addFirst(ended(HOST));
    }
    assertThat(outbox.list(DeliveryQuery.ofNewest(2))).isEqualTo(made.subList(0, 2));
    long second = made.get(1).number();
    assertThat(
            outbox.list(
                new DeliveryQuery(
                    Optional.empty(), Optional.of(State.Kind.DUE), Optional.of(second), 10)))
        .isEqualTo(made.subList(2, 4));
    JobId job = made.get(3).message().id().job();
    assertThat(
            outbox.list(
                new DeliveryQuery(Optional.of(job), Optional.empty(), Optional.empty(), 10)))
        .containsExactly(made.get(3));
    assertThat(failed()).isEmpty();
  }

  @Test
  void is_purged_with_the_jobs_but_for_what_is_due() {
    Delivery delivered = ended(HOST);
    Delivery waiting = ended(HOST);
    outbox.record(delivered.tried(new State.Delivered(now()), Optional.empty()));
    jobs.purgeFinishedBefore(now(), now(), 10);
    assertThat(all()).hasSize(2);
    clock.advance(Duration.ofMillis(1));
    jobs.purgeFinishedBefore(now(), now(), 10);
    assertThat(all()).containsExactly(waiting);
    assertThat(jobs.find(waiting.message().id().job())).isEmpty();
  }

  private Instant now() {
    return clock.instant();
  }

  private static WebhookUrl url(String host) {
    return new WebhookUrl("https://" + host.toUpperCase(java.util.Locale.ROOT) + "/hook?a='b'");
  }

  private Job queued(String host) {
    return queued(JobRequest.builder(ADA, LANE).webhook(url(host)).build());
  }

  private Job queued(JobRequest request) {
    NewJob asked = samples.next(request);
    jobs.enqueue(asked);
    return asked.job();
  }

  private Job cancelled(Job job) {
    return switch (jobs.change(job.id(), new JobCommand.End(Stop.Reason.CANCELLED), now())) {
      case JobChange.Done(Job done) -> done;
      case JobChange.Refused refused -> throw new AssertionError(refused);
      case JobChange.Absent absent -> throw new AssertionError(absent);
    };
  }

  private Delivery ended(String host) {
    return ended(queued(host));
  }

  private Delivery ended(String host, String owner, String address) {
    JobRequest.Builder request = JobRequest.builder(new OwnerId(owner), LANE).webhook(url(host));
    return ended(queued((address.isEmpty() ? request : request.address(address)).build()));
  }

  private Delivery ended(Job job) {
    JobId id = cancelled(job).id();
    return outbox
        .list(new DeliveryQuery(Optional.of(id), Optional.empty(), Optional.empty(), 1))
        .getFirst();
  }

  private DueQuery due(Engaged without, int perHost, int most) {
    return new DueQuery(now(), without, Set.of(), perHost, most);
  }

  private List<Delivery> due() {
    return outbox.listDue(due(Engaged.NONE, 100, 100));
  }

  private List<Delivery> all() {
    return outbox.list(DeliveryQuery.ofNewest(100));
  }

  private List<Delivery> failed() {
    return outbox.list(
        new DeliveryQuery(Optional.empty(), Optional.of(State.Kind.FAILED), Optional.empty(), 100));
  }
}
