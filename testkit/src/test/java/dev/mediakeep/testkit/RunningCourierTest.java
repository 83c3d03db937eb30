package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.ADA;
import static dev.mediakeep.testkit.SampleJobs.BOB;
import static dev.mediakeep.testkit.SampleJobs.LANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.Stop;
import dev.mediakeep.memory.InMemoryJobStore;
import dev.mediakeep.webhook.CourierConfig;
import dev.mediakeep.webhook.CourierListener;
import dev.mediakeep.webhook.CourierParts;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.DueQuery;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookAnswer;
import dev.mediakeep.webhook.WebhookAnswer.Fault;
import dev.mediakeep.webhook.WebhookCourier;
import dev.mediakeep.webhook.WebhookOutbox;
import dev.mediakeep.webhook.WebhookSecret;
import dev.mediakeep.webhook.WebhookUrl;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A courier with threads of its own, over messages in memory. */
class RunningCourierTest {
  private static final String HOST = "receiver.example";
  private static final int PATIENCE_SECONDS = 30;

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private final InMemoryJobStore jobs =
      new InMemoryJobStore(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
  private final RecordingSender sender = new RecordingSender();
  private final Told told = new Told();
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void openLane() {
    jobs.putLane(new LaneRule(LANE, 1_000, 100));
  }

  @Test
  void sends_at_once_when_it_is_rung() throws Exception {
    try (WebhookCourier courier = start(jobs.webhooks(), config())) {
      end(HOST);
      courier.ring();
      assertThat(told.next().state()).isInstanceOf(Delivery.State.Delivered.class);
    }
  }

  @Test
  void names_without_end_hold_up_nobody() throws Exception {
    int dead = 160;
    CountDownLatch hanging = new CountDownLatch(8);
    AtomicInteger tries = new AtomicInteger();
    for (int i = 0; i < dead; i++) {
      sender.answer(
          "dead" + i + ".example",
          message -> {
            tries.incrementAndGet();
            hanging.countDown();
            return hang();
          });
    }
    try (WebhookCourier courier = start(jobs.webhooks(), config())) {
      end(HOST);
      courier.ring();
      assertDelivered(HOST);
      for (int i = 0; i < dead; i++) {
        end("dead" + i + ".example");
      }
      courier.ring();
      assertThat(hanging.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      end(HOST);
      courier.ring();
      assertDelivered(HOST);
      end(BOB, "new.example");
      courier.ring();
      assertDelivered("new.example");
      assertThat(tries).hasValue(8);
    }
  }

  @Test
  void a_flood_to_one_host_is_left_behind_by_anothers_message() throws Exception {
    Semaphore answers = new Semaphore(0);
    CountDownLatch full = new CountDownLatch(2);
    CountDownLatch third = new CountDownLatch(3);
    sender.answer(
        HOST,
        message -> {
          full.countDown();
          third.countDown();
          answers.acquireUninterruptibly();
          return new WebhookAnswer.Taken();
        });
    for (int i = 0; i < 10; i++) {
      end(HOST);
    }
    try (WebhookCourier courier = start(jobs.webhooks(), config())) {
      assertThat(full.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      clock.advance(Duration.ofSeconds(1));
      end(BOB, HOST);
      answers.release();
      courier.ring();
      assertThat(third.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      answers.release(100);
    }
    assertThat(sender.sent().subList(0, 3))
        .extracting(sent -> sent.message().asker().owner())
        .containsExactly(ADA, ADA, BOB);
  }

  private void assertDelivered(String host) throws InterruptedException {
    Delivery delivery = told.next();
    assertThat(delivery.message().url().host()).isEqualTo(host);
    assertThat(delivery.state()).isInstanceOf(Delivery.State.Delivered.class);
  }

  @Test
  void closing_leaves_what_hangs_for_the_next_one() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    sender.answer(
        HOST,
        message -> {
          hanging.countDown();
          return hang();
        });
    end(HOST);
    WebhookCourier courier = start(jobs.webhooks(), config().closingTime(Duration.ofMillis(10)));
    assertThat(hanging.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    courier.close();
    courier.close();
    assertThat(only().state()).isInstanceOf(Delivery.State.Due.class);
    assertThat(only().tries()).isZero();
  }

  @Test
  void what_cannot_be_recorded_is_not_sent_again_for_that() throws Exception {
    FullOutbox outbox = new FullOutbox(jobs.webhooks(), 3);
    end(HOST);
    try (WebhookCourier courier = start(outbox, config().lookInterval(Duration.ofMillis(1)))) {
      courier.ring();
      assertThat(told.next().state()).isInstanceOf(Delivery.State.Delivered.class);
    }
    assertThat(told.failures.get()).isEqualTo(3);
    assertThat(sender.sent()).hasSize(1);
  }

  @Test
  void a_sender_that_fails_does_not_end_it() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    sender.answer(
        HOST,
        message -> {
          if (tries.incrementAndGet() == 1) {
            throw new IllegalStateException("a defect");
          }
          return new WebhookAnswer.Taken();
        });
    end(HOST);
    try (WebhookCourier courier =
        start(jobs.webhooks(), config().lookInterval(Duration.ofMillis(1)))) {
      courier.ring();
      assertThat(told.next().state()).isInstanceOf(Delivery.State.Delivered.class);
    }
    assertThat(told.failures.get()).isOne();
  }

  @Test
  void an_error_and_a_listener_that_throws_do_not_end_it() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    InstantSource failing =
        () -> {
          if (looks.getAndIncrement() == 0) {
            throw new OutOfMemoryError("planted");
          }
          return clock.instant();
        };
    CourierConfig.Builder rude =
        config().lookInterval(Duration.ofMillis(1)).listener(new Rude(told));
    end(HOST);
    try (WebhookCourier courier = start(jobs.webhooks(), failing, rude)) {
      assertDelivered(HOST);
      end(HOST);
      courier.ring();
      assertDelivered(HOST);
    }
    assertThat(told.failures.get()).isOne();
  }

  /** Throws whatever it is told. */
  private record Rude(Told told) implements CourierListener {
    @Override
    public void tried(Delivery after) {
      told.tried(after);
      throw new IllegalStateException("planted");
    }

    @Override
    public void givenUp(String host, long messages) {
      throw new IllegalStateException("planted");
    }

    @Override
    public void failed(Throwable cause) {
      told.failed(cause);
      throw new IllegalStateException("planted");
    }
  }

  private WebhookAnswer hang() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new WebhookAnswer.Failed(Fault.HOST, "interrupted", Optional.empty());
  }

  private CourierConfig.Builder config() {
    return CourierConfig.builder().closingTime(Duration.ofMillis(200)).listener(told);
  }

  private WebhookCourier start(WebhookOutbox outbox, CourierConfig.Builder config) {
    return start(outbox, clock, config);
  }

  private WebhookCourier start(
      WebhookOutbox outbox, InstantSource time, CourierConfig.Builder config) {
    WebhookSecret secret = WebhookSecret.generate(new SplittableRandom(1));
    return WebhookCourier.start(
        new CourierParts(outbox, sender, host -> List.of(secret), time, new SecureRandom()),
        config.build());
  }

  private void end(String host) {
    end(ADA, host);
  }

  private void end(OwnerId owner, String host) {
    NewJob asked =
        samples.next(
            JobRequest.builder(owner, LANE)
                .webhook(new WebhookUrl("https://" + host + "/hook"))
                .build());
    jobs.enqueue(asked);
    jobs.change(asked.id(), new JobCommand.End(Stop.Reason.CANCELLED), clock.instant());
  }

  private Delivery only() {
    List<Delivery> all = jobs.webhooks().list(DeliveryQuery.ofNewest(10));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  /** Remembers what it is told. */
  private static final class Told implements CourierListener {
    private final BlockingQueue<Delivery> tried = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void tried(Delivery after) {
      tried.add(after);
    }

    @Override
    public void givenUp(String host, long messages) {}

    @Override
    public void failed(Throwable cause) {
      failures.incrementAndGet();
    }

    private Delivery next() throws InterruptedException {
      Delivery delivery = tried.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(delivery).isNotNull();
      return delivery;
    }
  }

  /** Has no room for a few records. */
  private record FullOutbox(WebhookOutbox outbox, AtomicInteger left) implements WebhookOutbox {
    FullOutbox(WebhookOutbox outbox, int failures) {
      this(outbox, new AtomicInteger(failures));
    }

    @Override
    public boolean record(Delivery after) {
      if (left.getAndDecrement() > 0) {
        throw new MediakeepException(ErrorCode.DISK_FULL, "no room");
      }
      return outbox.record(after);
    }

    @Override
    public List<Delivery> listDue(DueQuery query) {
      return outbox.listDue(query);
    }

    @Override
    public int giveUp(String host, Instant before, Instant now, String problem, int most) {
      return outbox.giveUp(host, before, now, problem, most);
    }

    @Override
    public Optional<Delivery> find(MessageId id) {
      return outbox.find(id);
    }

    @Override
    public List<Delivery> list(DeliveryQuery query) {
      return outbox.list(query);
    }

    @Override
    public boolean retry(MessageId id, Instant now) {
      return outbox.retry(id, now);
    }
  }
}
