package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.OutboxFixture.HOST;
import static dev.mediakeep.testkit.SampleJobs.ADA;
import static dev.mediakeep.testkit.SampleJobs.LANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobNotice;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.Delivery.State;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.DueQuery;
import dev.mediakeep.webhook.Engaged;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookMessage;
import dev.mediakeep.webhook.WebhookOutbox;
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
  private static final String OWNER = "ada";

  private OutboxFixture all;

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
    all =
        new OutboxFixture(
            openEmpty(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1))));
  }

  @Test
  void an_ended_job_leaves_a_message_that_is_due() {
    Job job = all.queued(HOST);
    assertThat(all.due()).isEmpty();
    Job ended = all.cancelled(job);
    WebhookMessage message = JobNotice.of(ended).orElseThrow().message();
    Delivery delivery = all.due().getFirst();
    assertThat(all.due()).containsExactly(Delivery.of(delivery.number(), message));
    assertThat(all.outbox.find(message.id())).contains(delivery);
    assertThat(message.url()).isEqualTo(OutboxFixture.url(HOST));
    assertThat(message.createdAt()).isEqualTo(all.clock.instant());
  }

  @Test
  void a_job_that_names_no_receiver_leaves_none() {
    NewJob asked = all.samples.next();
    all.jobs.enqueue(asked);
    all.cancelled(asked.job());
    assertThat(all.listed()).isEmpty();
  }

  @Test
  void an_end_that_comes_twice_is_one_message() {
    Job job = all.queued(HOST);
    all.cancelled(job);
    all.cancelled(job);
    assertThat(all.listed()).hasSize(1);
  }

  @Test
  void a_job_that_ends_again_leaves_another_message() {
    Job job = all.queued(HOST);
    Instant first = all.now();
    all.cancelled(job);
    all.jobs.change(job.id(), new JobCommand.Retry(), all.now());
    all.clock.advance(Duration.ofMillis(1));
    all.cancelled(job);
    assertThat(all.listed())
        .extracting(delivery -> delivery.message().id())
        .containsExactly(new MessageId(job.id(), all.now()), new MessageId(job.id(), first));
  }

  @Test
  void ends_that_are_taken_back_are_told_under_the_ids_that_they_had() {
    Job early = all.endedElsewhere();
    all.clock.advance(Duration.ofSeconds(1));
    Job late = all.endedElsewhere();
    all.clock.advance(Duration.ofDays(1));
    all.recovery.takeBack(late, Optional.empty(), all.now());
    all.recovery.takeBack(early, Optional.empty(), all.now());
    assertThat(all.listed())
        .extracting(Delivery::message)
        .containsExactly(
            JobNotice.of(early).orElseThrow().message(),
            JobNotice.of(late).orElseThrow().message());
  }

  @Test
  void an_end_that_is_taken_back_is_not_told_again() {
    Job job = all.endedElsewhere();
    all.recovery.takeBack(job, Optional.empty(), all.now());
    Delivery sent = all.due().getFirst().tried(new State.Delivered(all.now()), Optional.empty());
    all.outbox.record(sent);
    all.recovery.takeBack(job, Optional.empty(), all.now());
    assertThat(all.listed()).containsExactly(sent);
  }

  @Test
  void a_job_that_time_ends_leaves_a_message() {
    JobRequest brief =
        JobRequest.builder(ADA, LANE)
            .webhook(OutboxFixture.url(HOST))
            .timeLimit(Duration.ofSeconds(1))
            .build();
    all.jobs.enqueue(all.samples.next(brief));
    all.jobs.claim(all.samples.claim(1));
    all.clock.advance(Duration.ofMinutes(10));
    all.jobs.endOverdue(all.clock.instant(), 10);
    all.jobs.endOverdue(all.clock.instant(), 10);
    assertThat(all.due())
        .singleElement()
        .satisfies(delivery ->
            assertThat(delivery.message().body())
                .contains("\"type\":\"job.failed\"", "\"class\":\"timeLimit\""));
  }

  @Test
  void a_delivered_message_is_due_no_more() {
    Delivery sent = all.ended(HOST);
    Delivery after = sent.tried(new State.Delivered(all.now()), Optional.empty());
    assertThat(all.outbox.record(after)).isTrue();
    assertThat(all.outbox.record(after)).as("twice").isFalse();
    assertThat(all.due()).isEmpty();
    assertThat(all.listed()).containsExactly(after);
  }

  @Test
  void a_message_is_due_again_when_its_time_comes() {
    Delivery sent = all.ended(HOST);
    Delivery after = sent.putOff(Duration.ofSeconds(10), all.now(), "a 🗼");
    assertThat(all.outbox.record(after)).isTrue();
    all.clock.advance(Duration.ofSeconds(10).minusMillis(1));
    assertThat(all.due()).isEmpty();
    all.clock.advance(Duration.ofMillis(1));
    assertThat(all.due()).containsExactly(after);
  }

  @Test
  void a_try_is_recorded_once() {
    Delivery sent = all.ended(HOST);
    Delivery first = sent.tried(new State.Due(all.now()), Optional.of("one"));
    Delivery same = sent.tried(new State.Failed(all.now()), Optional.of("two"));
    Delivery skipping =
        first
            .tried(new State.Due(all.now()), Optional.of("skipped"))
            .tried(new State.Failed(all.now()), Optional.empty());
    assertThat(all.outbox.record(first)).isTrue();
    assertThat(all.outbox.record(same)).isFalse();
    assertThat(all.outbox.record(skipping)).isFalse();
    assertThat(all.listed()).containsExactly(first);
  }

  @Test
  void an_unknown_message_cannot_be_recorded() {
    Delivery sent = all.ended(HOST);
    MessageId other = new MessageId(all.samples.next().id(), sent.message().id().end());
    WebhookMessage unknown =
        new WebhookMessage(
            other, sent.message().asker(), sent.message().url(), "{}", sent.message().createdAt());
    assertThat(
            all.outbox.record(
                Delivery.of(sent.number(), unknown)
                    .tried(new State.Delivered(all.now()), Optional.empty())))
        .isFalse();
    assertThat(all.outbox.retry(other, all.now())).isFalse();
    assertThat(all.outbox.find(other)).isEmpty();
    assertThat(all.due()).containsExactly(sent);
  }

  @Test
  void lists_the_longest_due_first_and_few_of_each_host() {
    List<Delivery> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.clock.advance(Duration.ofMillis(10));
      Delivery dead = all.ended("dead.example");
      if (i < 2) {
        expected.add(dead);
      }
    }
    expected.add(all.ended("a.example"));
    expected.add(all.ended("z.example"));
    assertThat(all.outbox.listDue(all.due(Engaged.NONE, 2, 100)))
        .containsExactlyElementsOf(expected);
    assertThat(all.outbox.listDue(all.due(Engaged.NONE, 2, 3)))
        .containsExactlyElementsOf(expected.subList(0, 3));
    assertThat(
            all.outbox.listDue(
                all.due(
                    new Engaged(Set.of("dead.example", "a.example"), Set.of(), Set.of()), 2, 100)))
        .containsExactly(expected.getLast());
  }

  @Test
  void lists_addresses_and_their_askers_by_turns() {
    List<Delivery> floods = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      floods.add(all.ended("flood" + i + ".example", OWNER, "address"));
    }
    all.clock.advance(Duration.ofMillis(1));
    Delivery second = all.ended(HOST, "quoted \" \\ ✓", "address");
    Delivery third = all.ended(HOST, OWNER, "other");
    Delivery fourth = all.ended(HOST, OWNER, "");
    assertThat(all.outbox.listDue(all.due(Engaged.NONE, 2, 100)))
        .containsExactly(
            floods.get(0), third, fourth, second, floods.get(1), floods.get(2), floods.get(3));
    assertThat(all.outbox.listDue(all.due(Engaged.NONE, 2, 4)))
        .containsExactly(floods.get(0), third, fourth, second);
    assertThat(all.outbox.listDue(all.due(engaged(Set.of(), floods.get(0).message()), 2, 100)))
        .containsExactly(second, third, fourth);
    assertThat(all.outbox.listDue(all.due(engaged(Set.of("", "other"), second.message()), 2, 100)))
        .isEqualTo(floods);
    assertThat(all.outbox.listDue(all.due(engaged(Set.of("address"), fourth.message()), 2, 100)))
        .containsExactly(third);
  }

  private static Engaged engaged(Set<String> addresses, WebhookMessage message) {
    return new Engaged(Set.of(), addresses, Set.of(message.asker()));
  }

  @Test
  void lists_preferred_hosts_before_others_of_the_same_asker() {
    List<Delivery> made = new ArrayList<>();
    for (String host : List.of("a.example", "b.example", "c.example")) {
      made.add(all.ended(host));
      all.clock.advance(Duration.ofMillis(1));
    }
    assertThat(
            all.outbox.listDue(
                new DueQuery(all.now(), Engaged.NONE, Set.of("c.example", "z.example"), 2, 2)))
        .containsExactly(made.get(2), made.get(0));
  }

  @Test
  void gives_up_what_is_old_of_one_host() {
    Delivery old = all.ended(HOST);
    Delivery foreign = all.ended("other.example");
    all.clock.advance(Duration.ofMillis(1));
    Delivery young = all.ended(HOST);
    assertThat(all.outbox.giveUp(HOST, young.message().createdAt(), all.now(), "why", 10)).isOne();
    assertThat(all.outbox.giveUp(HOST, young.message().createdAt(), all.now(), "why", 10)).isZero();
    assertThat(all.due()).containsExactlyInAnyOrder(foreign, young);
    assertThat(all.failed()).containsExactly(old.givenUp(all.now(), "why"));
  }

  @Test
  void what_is_tried_anew_is_not_old() {
    Delivery old = all.ended(HOST);
    all.outbox.record(old.tried(new State.Failed(all.now()), Optional.of("why")));
    all.clock.advance(Duration.ofDays(2));
    all.outbox.retry(old.message().id(), all.now());
    assertThat(all.outbox.giveUp(HOST, all.now(), all.now(), "why", 10)).isZero();
    assertThat(all.due()).hasSize(1);
  }

  @Test
  void gives_up_no_more_than_asked_for() {
    for (int i = 0; i < 3; i++) {
      all.ended(HOST);
    }
    Instant end = all.now().plusMillis(1);
    assertThat(all.outbox.giveUp(HOST, end, all.now(), "why", 2)).isEqualTo(2);
    assertThat(all.outbox.giveUp(HOST, end, all.now(), "why", 2)).isOne();
  }

  @Test
  void what_was_given_up_can_be_tried_again() {
    Delivery sent = all.ended(HOST);
    assertThat(all.outbox.retry(sent.message().id(), all.now())).as("while due").isFalse();
    Delivery tried = sent.putOff(Duration.ofHours(1), all.now(), "not yet");
    all.outbox.record(tried);
    Delivery failed = tried.tried(new State.Failed(all.now()), Optional.of("why"));
    all.outbox.record(failed);
    all.clock.advance(Duration.ofDays(2));
    assertThat(all.outbox.retry(sent.message().id(), all.now())).isTrue();
    assertThat(all.due()).containsExactly(failed.anew(all.now()));
  }

  @Test
  void lists_the_newest_first_of_a_job_in_a_state() {
    List<Delivery> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.addFirst(all.ended(HOST));
    }
    assertThat(all.outbox.list(DeliveryQuery.ofNewest(2))).isEqualTo(made.subList(0, 2));
    long second = made.get(1).number();
    assertThat(
            all.outbox.list(
                new DeliveryQuery(
                    Optional.empty(), Optional.of(State.Kind.DUE), Optional.of(second), 10)))
        .isEqualTo(made.subList(2, 4));
    JobId job = made.get(3).message().id().job();
    assertThat(
            all.outbox.list(
                new DeliveryQuery(Optional.of(job), Optional.empty(), Optional.empty(), 10)))
        .containsExactly(made.get(3));
    assertThat(all.failed()).isEmpty();
  }

  @Test
  void is_purged_with_the_jobs_but_for_what_is_due() {
    Delivery delivered = all.ended(HOST);
    Delivery waiting = all.ended(HOST);
    all.outbox.record(delivered.tried(new State.Delivered(all.now()), Optional.empty()));
    all.jobs.purgeFinishedBefore(all.now(), all.now(), 10);
    assertThat(all.listed()).hasSize(2);
    all.clock.advance(Duration.ofMillis(1));
    all.jobs.purgeFinishedBefore(all.now(), all.now(), 10);
    assertThat(all.listed()).containsExactly(waiting);
    assertThat(all.jobs.find(waiting.message().id().job())).isEmpty();
  }
}
