package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.ADA;
import static dev.mediakeep.testkit.SampleJobs.LANE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import dev.mediakeep.memory.InMemoryJobStore;
import dev.mediakeep.webhook.CourierConfig;
import dev.mediakeep.webhook.CourierParts;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.Delivery.State;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.SignedMessage;
import dev.mediakeep.webhook.WebhookAnswer;
import dev.mediakeep.webhook.WebhookAnswer.Fault;
import dev.mediakeep.webhook.WebhookCourier;
import dev.mediakeep.webhook.WebhookKeys;
import dev.mediakeep.webhook.WebhookOutbox;
import dev.mediakeep.webhook.WebhookSecret;
import dev.mediakeep.webhook.WebhookUrl;
import dev.mediakeep.webhook.WebhookVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A courier that is driven by hand, over messages in memory. */
class WebhookCourierTest {
  private static final String HOST = "receiver.example";
  private static final String DEAD = "dead.example";
  private static final WebhookSecret MASTER = WebhookSecret.generate(new SplittableRandom(7));
  private static final WebhookKeys KEYS = WebhookKeys.derivedFrom(() -> List.of(MASTER));

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private final InMemoryJobStore jobs =
      new InMemoryJobStore(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
  private final WebhookOutbox outbox = jobs.webhooks();
  private final RecordingSender sender = new RecordingSender();
  private final WebhookCourier.Driven courier = courier(CourierConfig.ofDefaults());

  @BeforeEach
  void openLane() {
    jobs.putLane(new LaneRule(LANE, 100_000, 100));
  }

  @Test
  void sends_what_is_due_once() {
    end(HOST);
    assertThat(courier.runDue()).isOne();
    assertThat(courier.runDue()).isZero();
    assertThat(only().state()).isEqualTo(new State.Delivered(clock.instant()));
    assertThat(only().tries()).isOne();
  }

  @Test
  void a_receiver_can_verify_what_it_gets() {
    end(HOST);
    courier.runDue();
    SignedMessage sent = sender.sent().getFirst();
    Map<String, String> headers = sent.headers();
    assertThat(headers).containsOnlyKeys("webhook-id", "webhook-timestamp", "webhook-signature");
    WebhookVerifier verifier = new WebhookVerifier(List.of(MASTER.forReceiver(HOST)), clock);
    assertThat(
            verifier.verify(
                headers.get("webhook-id"),
                headers.get("webhook-timestamp"),
                headers.get("webhook-signature"),
                sent.message().body().getBytes(UTF_8)))
        .isEqualTo(WebhookVerifier.Verdict.GENUINE);
  }

  @Test
  void two_secrets_sign_during_a_rotation() {
    WebhookSecret next = WebhookSecret.generate(new SplittableRandom(8));
    WebhookKeys both = WebhookKeys.derivedFrom(() -> List.of(next, MASTER));
    end(HOST);
    driven(both, CourierConfig.ofDefaults()).runDue();
    assertThat(sender.sent().getFirst().signatures().split(" ")).hasSize(2);
  }

  @Test
  void tries_ten_times_over_24_hours() {
    sender.answer(HOST, any -> failed(Fault.HOST, Optional.empty()));
    end(HOST);
    Instant start = clock.instant();
    List<Duration> tries = new ArrayList<>();
    while (only().state() instanceof State.Due(Instant at)) {
      clock.set(at);
      assertThat(courier.runDue()).isOne();
      tries.add(Duration.between(start, clock.instant()));
    }
    assertThat(tries).hasSize(10).isSorted();
    assertThat(tries.getLast()).isBetween(Duration.ofHours(22), Duration.ofHours(27));
    assertThat(tries.get(1)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    assertThat(only().state()).isEqualTo(new State.Failed(clock.instant()));
    assertThat(only().tries()).isEqualTo(10);
    assertThat(only().problem()).contains("answered 500");
    assertThat(sender.sent())
        .extracting(sent -> sent.message().id())
        .containsOnly(only().message().id());
    assertThat(sender.sent()).extracting(SignedMessage::seconds).isSorted();
  }

  @Test
  void waits_are_spread() {
    sender.answer(HOST, any -> failed(Fault.MESSAGE, Optional.empty()));
    for (int i = 0; i < 50; i++) {
      end(HOST);
    }
    courier.runDue();
    assertThat(all().stream().map(Delivery::state).distinct().count()).isGreaterThan(40);
  }

  @Test
  void gone_ends_it_at_once() {
    sender.answer(HOST, any -> new WebhookAnswer.Gone());
    end(HOST);
    courier.runDue();
    assertThat(only().state()).isEqualTo(new State.Failed(clock.instant()));
    assertThat(only().problem().orElseThrow()).contains("410");
  }

  @Test
  void a_longer_wait_that_is_asked_for_is_kept() {
    sender.answer(HOST, any -> failed(Fault.HOST, Optional.of(Duration.ofMinutes(3))));
    end(HOST);
    courier.runDue();
    assertThat(only().state()).isEqualTo(new State.Due(clock.instant().plusSeconds(180)));
  }

  @Test
  void a_wait_that_is_asked_for_has_a_bound() {
    sender.answer(HOST, any -> failed(Fault.HOST, Optional.of(Duration.ofDays(365))));
    end(HOST);
    courier.runDue();
    assertThat(only().state()).isEqualTo(new State.Due(clock.instant().plus(Duration.ofHours(11))));
    sender.answer(HOST, any -> failed(Fault.HOST, Optional.of(Duration.ZERO)));
    end(DEAD);
    sender.answer(DEAD, any -> failed(Fault.HOST, Optional.of(Duration.ZERO)));
    courier.runDue();
    assertThat(due(all().getFirst())).isAfter(clock.instant().plusSeconds(8));
  }

  @Test
  void waits_that_are_asked_for_do_not_make_it_more_than_a_day() {
    sender.answer(HOST, any -> failed(Fault.HOST, Optional.of(Duration.ofSeconds(999_999_999))));
    end(HOST);
    Instant start = clock.instant();
    int tries = 0;
    while (only().state() instanceof State.Due(Instant at)) {
      clock.set(at);
      assertThat(courier.runDue()).isOne();
      tries++;
    }
    assertThat(tries).isEqualTo(4);
    assertThat(Duration.between(start, clock.instant()))
        .isBetween(Duration.ofHours(24), Duration.ofHours(28));
    assertThat(only().state()).isEqualTo(new State.Failed(clock.instant()));
  }

  @Test
  void a_long_stop_takes_no_time_from_a_message() {
    Duration hour = Duration.ofHours(1);
    sender.answer(HOST, any -> failed(Fault.HOST, Optional.of(hour)));
    end(HOST);
    for (int tries = 0; tries < 3; tries++) {
      clock.advance(Duration.ofDays(3));
      assertThat(courier.runDue()).isOne();
      assertThat(due(only())).isEqualTo(clock.instant().plus(hour));
    }
  }

  @Test
  void what_is_tried_anew_has_its_day_before_it() {
    sender.answer(HOST, any -> failed(Fault.HOST, Optional.of(Duration.ofDays(1))));
    end(HOST);
    while (only().state() instanceof State.Due(Instant at)) {
      clock.set(at);
      courier.runDue();
    }
    clock.advance(Duration.ofHours(1));
    assertThat(outbox.retry(only().message().id(), clock.instant())).isTrue();
    assertThat(courier.runDue()).isOne();
    assertThat(due(only())).isEqualTo(clock.instant().plus(Duration.ofHours(11)));
  }

  @Test
  void a_dead_host_does_not_hold_up_others() {
    sender.answer(DEAD, any -> failed(Fault.HOST, Optional.empty()));
    for (int i = 0; i < 10_000; i++) {
      end(DEAD);
    }
    clock.advance(Duration.ofSeconds(1));
    end(HOST);
    courier.runDue();
    assertThat(sentTo(DEAD)).as("until it is left alone").isEqualTo(5);
    assertThat(sentTo(HOST)).isOne();
  }

  @Test
  void a_broken_host_is_tried_with_one_message_at_a_time() {
    sender.answer(DEAD, any -> failed(Fault.HOST, Optional.empty()));
    for (int i = 0; i < 100; i++) {
      end(DEAD);
    }
    courier.runDue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(courier.runDue()).isOne();
    clock.advance(Duration.ofMinutes(1));
    assertThat(courier.runDue()).as("twice as long the second time").isZero();
    clock.advance(Duration.ofMinutes(1));
    sender.answer(DEAD, any -> new WebhookAnswer.Taken());
    assertThat(courier.runDue()).as("all, once it takes one").isEqualTo(100);
  }

  @Test
  void what_one_message_did_wrong_does_not_break_its_host() {
    sender.answer(HOST, any -> failed(Fault.MESSAGE, Optional.empty()));
    for (int i = 0; i < 50; i++) {
      end(HOST);
    }
    assertThat(courier.runDue()).isEqualTo(50);
  }

  @Test
  void the_backlog_of_a_dead_host_ends_after_a_day() {
    sender.answer(DEAD, any -> failed(Fault.HOST, Optional.empty()));
    for (int i = 0; i < 500; i++) {
      end(DEAD);
    }
    for (int quarter = 0; quarter < 4 * 29; quarter++) {
      courier.runDue();
      clock.advance(Duration.ofMinutes(15));
    }
    assertThat(all())
        .allMatch(delivery -> delivery.state() instanceof State.Failed)
        .extracting(delivery -> delivery.problem().orElseThrow())
        .anyMatch(problem -> problem.equals("given up with its host: answered 500"));
  }

  @Test
  void a_host_that_fails_first_after_a_long_stop_keeps_its_backlog() {
    sender.answer(HOST, any -> failed(Fault.HOST, Optional.empty()));
    for (int i = 0; i < 100; i++) {
      end(HOST);
    }
    clock.advance(Duration.ofDays(3));
    assertThat(courier.runDue()).as("until it is left alone").isEqualTo(5);
    sender.answer(HOST, any -> new WebhookAnswer.Taken());
    clock.advance(Duration.ofMinutes(1));
    assertThat(courier.runDue()).isEqualTo(100);
    assertThat(all()).allMatch(delivery -> delivery.state() instanceof State.Delivered);
  }

  @Test
  void a_host_does_not_fail_while_the_machine_sleeps() {
    sender.answer(HOST, any -> failed(Fault.HOST, Optional.empty()));
    end(HOST);
    assertThat(courier.runDue()).isOne();
    for (int i = 0; i < 100; i++) {
      end(HOST);
    }
    clock.advance(Duration.ofDays(3));
    assertThat(courier.runDue()).isEqualTo(4);
    assertThat(all()).allMatch(delivery -> delivery.state() instanceof State.Due);
  }

  @Test
  void what_waited_out_a_long_stop_is_tried_before_it_is_given_up() {
    end(HOST);
    clock.advance(Duration.ofDays(20));
    assertThat(courier.runDue()).isOne();
    assertThat(only().state()).isInstanceOf(State.Delivered.class);
  }

  @Test
  void what_was_sent_and_not_recorded_is_sent_again_the_same() {
    end(HOST);
    sender.answer(
        HOST,
        any -> {
          throw new IllegalStateException("killed");
        });
    try {
      courier.runDue();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("killed");
    }
    sender.answer(HOST, any -> new WebhookAnswer.Taken());
    courier(CourierConfig.ofDefaults()).runDue();
    assertThat(sender.sent()).hasSize(2);
    assertThat(sender.sent().get(1).message()).isEqualTo(sender.sent().get(0).message());
  }

  private WebhookCourier.Driven courier(CourierConfig config) {
    return driven(KEYS, config);
  }

  private WebhookCourier.Driven driven(WebhookKeys keys, CourierConfig config) {
    return WebhookCourier.driven(
        new CourierParts(outbox, sender, keys, clock, new SplittableRandom(3)), config);
  }

  private void end(String host) {
    NewJob asked =
        samples.next(
            JobRequest.builder(ADA, LANE)
                .webhook(new WebhookUrl("https://" + host + "/hook"))
                .build());
    jobs.enqueue(asked);
    jobs.change(asked.id(), new JobCommand.End(Stop.Reason.CANCELLED), clock.instant());
  }

  private static WebhookAnswer failed(Fault fault, Optional<Duration> retryAfter) {
    return new WebhookAnswer.Failed(fault, "answered 500", retryAfter);
  }

  private List<Delivery> all() {
    return outbox.list(DeliveryQuery.ofNewest(1_000));
  }

  private Delivery only() {
    assertThat(all()).hasSize(1);
    return all().getFirst();
  }

  private static Instant due(Delivery delivery) {
    return delivery.state() instanceof State.Due(Instant at) ? at : Instant.MIN;
  }

  private long sentTo(String host) {
    return sender.sent().stream().filter(sent -> sent.message().url().host().equals(host)).count();
  }
}
