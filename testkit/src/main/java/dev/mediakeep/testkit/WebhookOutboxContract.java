package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.ADA;
import static dev.mediakeep.testkit.SampleJobs.LANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobNotice;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.Delivery.State;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.DueQuery;
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

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private JobStore jobs;
  private WebhookOutbox outbox;

  /** Made by JUnit, through the adapter's own class. */
  protected WebhookOutboxContract() {}

  /**
   * A store of jobs with the outbox that it writes to.
   *
   * @param outbox of the same store
   */
  public record Stores(JobStore jobs, WebhookOutbox outbox) {}

  /** Stores that hold nothing; what they need is released after the test. */
  protected abstract Stores openEmpty(JobMachine machine) throws Exception;

  @BeforeEach
  void open() throws Exception {
    Stores stores = openEmpty(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
    jobs = stores.jobs();
    outbox = stores.outbox();
    jobs.putLane(new LaneRule(LANE, 1_000, 1_000));
  }

  @Test
  void an_ended_job_leaves_a_message_that_is_due() {
    Job job = queued(HOST);
    assertThat(due()).isEmpty();
    Job ended = cancelled(job);
    WebhookMessage message =
        JobNotice.of(ended).orElseThrow().message(clock.instant().toEpochMilli());
    assertThat(due()).containsExactly(Delivery.of(message));
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
    cancelled(job);
    jobs.change(job.id(), new JobCommand.Retry(), clock.instant());
    cancelled(job);
    assertThat(all())
        .extracting(delivery -> delivery.message().id().number())
        .containsExactly(clock.instant().toEpochMilli() + 1, clock.instant().toEpochMilli());
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
    Delivery after = new Delivery(sent.message(), 1, new State.Delivered(now()), Optional.empty());
    assertThat(outbox.record(after)).isTrue();
    assertThat(outbox.record(after)).as("twice").isFalse();
    assertThat(due()).isEmpty();
    assertThat(all()).containsExactly(after);
  }

  @Test
  void a_message_is_due_again_when_its_time_comes() {
    Delivery sent = ended(HOST);
    Instant again = now().plusSeconds(10);
    Delivery after = new Delivery(sent.message(), 1, new State.Due(again), Optional.of("a 🗼"));
    assertThat(outbox.record(after)).isTrue();
    clock.advance(Duration.ofSeconds(10).minusMillis(1));
    assertThat(due()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(due()).containsExactly(after);
  }

  @Test
  void a_try_is_recorded_once() {
    Delivery sent = ended(HOST);
    Delivery first = new Delivery(sent.message(), 1, new State.Due(now()), Optional.of("one"));
    Delivery same = new Delivery(sent.message(), 1, new State.Failed(now()), Optional.of("two"));
    Delivery skipping = new Delivery(sent.message(), 3, new State.Failed(now()), Optional.empty());
    assertThat(outbox.record(first)).isTrue();
    assertThat(outbox.record(same)).isFalse();
    assertThat(outbox.record(skipping)).isFalse();
    assertThat(all()).containsExactly(first);
  }

  @Test
  void an_unknown_message_cannot_be_recorded() {
    Delivery sent = ended(HOST);
    MessageId other = new MessageId(samples.next().id(), sent.message().id().number());
    WebhookMessage unknown =
        new WebhookMessage(other, sent.message().url(), "{}", sent.message().createdAt());
    assertThat(
            outbox.record(new Delivery(unknown, 1, new State.Delivered(now()), Optional.empty())))
        .isFalse();
    assertThat(outbox.retry(other, now())).isFalse();
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
    assertThat(outbox.listDue(new DueQuery(now(), Set.of(), 2, 100)))
        .containsExactlyElementsOf(expected);
    assertThat(outbox.listDue(new DueQuery(now(), Set.of(), 2, 3)))
        .containsExactlyElementsOf(expected.subList(0, 3));
    assertThat(outbox.listDue(new DueQuery(now(), Set.of("dead.example", "a.example"), 2, 100)))
        .containsExactly(expected.getLast());
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
    assertThat(failed())
        .containsExactly(
            new Delivery(old.message(), 0, new State.Failed(now()), Optional.of("why")));
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
    outbox.record(new Delivery(sent.message(), 1, new State.Failed(now()), Optional.of("why")));
    clock.advance(Duration.ofDays(2));
    assertThat(outbox.retry(sent.message().id(), now())).isTrue();
    assertThat(due())
        .containsExactly(new Delivery(sent.message(), 0, new State.Due(now()), Optional.of("why")));
  }

  @Test
  void lists_the_newest_first_of_a_job_in_a_state() {
    List<Delivery> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.addFirst(ended(HOST));
    }
    assertThat(outbox.list(DeliveryQuery.ofNewest(2))).isEqualTo(made.subList(0, 2));
    long second = made.get(1).message().id().number();
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
    outbox.record(
        new Delivery(delivered.message(), 1, new State.Delivered(now()), Optional.empty()));
    jobs.purgeFinishedBefore(now(), 10);
    assertThat(all()).hasSize(2);
    clock.advance(Duration.ofMillis(1));
    jobs.purgeFinishedBefore(now(), 10);
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
    NewJob asked = samples.next(JobRequest.builder(ADA, LANE).webhook(url(host)).build());
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
    JobId id = cancelled(queued(host)).id();
    return outbox
        .list(new DeliveryQuery(Optional.of(id), Optional.empty(), Optional.empty(), 1))
        .getFirst();
  }

  private List<Delivery> due() {
    return outbox.listDue(new DueQuery(now(), Set.of(), 100, 100));
  }

  private List<Delivery> all() {
    return outbox.list(DeliveryQuery.ofNewest(100));
  }

  private List<Delivery> failed() {
    return outbox.list(
        new DeliveryQuery(Optional.empty(), Optional.of(State.Kind.FAILED), Optional.empty(), 100));
  }
}
