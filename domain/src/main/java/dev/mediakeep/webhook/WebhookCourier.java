package dev.mediakeep.webhook;

import dev.mediakeep.error.MediakeepException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends the messages of an outbox until they are taken or given up.
 *
 * <p>Each message is sent at least once. It stays due while it is under way, and what came of a try
 * is recorded after it: whoever is killed in between leaves a message that is sent again, under the
 * same id. There is one courier to an outbox, since a home belongs to one process; so who sends
 * what need not be on the disk. Thread-safe.
 */
public final class WebhookCourier implements AutoCloseable {
  /** How long closing waits for those that it has interrupted. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  /** After how long without a try a host counts as new. */
  private static final Duration MEMORY = Duration.ofDays(1);

  private final CourierParts parts;
  private final CourierConfig config;
  private final Hosts hosts;
  private final Attempts attempts;
  private final Bell bell = new Bell();
  private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread dispatcher;

  private WebhookCourier(CourierParts parts, CourierConfig config) {
    this.parts = parts;
    this.config = config;
    this.hosts = new Hosts(config);
    this.attempts = new Attempts(parts, config, hosts);
    this.dispatcher = Thread.ofVirtual().name("mediakeep-courier").unstarted(this::dispatch);
  }

  /** Starts a courier that works on virtual threads until it is closed. */
  public static WebhookCourier start(CourierParts parts, CourierConfig config) {
    WebhookCourier courier = new WebhookCourier(parts, config);
    courier.dispatcher.start();
    return courier;
  }

  /** A courier without threads or waits that sends something only when it is told to. */
  public static Driven driven(CourierParts parts, CourierConfig config) {
    return new Driven(new WebhookCourier(parts, config));
  }

  /** Has it look for due messages at once, as there may be a new one. */
  public void ring() {
    bell.ring();
  }

  private void dispatch() {
    try {
      while (closing.getCount() > 0) {
        turn();
        bell.await(config.lookInterval());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() {
    try {
      boolean tookSome = true;
      while (tookSome && hosts.hasRoom()) {
        tookSome = takeDue();
      }
      hosts.forgetBefore(parts.clock().instant().minus(MEMORY));
    } catch (Throwable e) { // of any kind, errors too: the next turn must come
      config.listener().failed(e);
    }
  }

  private boolean takeDue() {
    Instant now = parts.clock().instant();
    boolean tookSome = false;
    for (Delivery due : due(now)) {
      if (hosts.take(due.message(), now)) {
        tookSome = true;
        start(due);
      }
    }
    return tookSome;
  }

  /** Those first for whose askers the least is under way, so that nobody waits for another's. */
  private List<Delivery> due(Instant now) {
    List<Delivery> due = new ArrayList<>(parts.outbox().listDue(hosts.beginLook(now)));
    Map<MessageId, Integer> underWay = new HashMap<>();
    due.forEach(one -> underWay.put(one.message().id(), hosts.takenFor(one.message())));
    due.sort(Comparator.comparing(one -> underWay.getOrDefault(one.message().id(), 0)));
    return due;
  }

  private void start(Delivery due) {
    Thread thread =
        Thread.ofVirtual()
            .name("mediakeep-webhook-" + due.message().id())
            .unstarted(() -> deliver(due));
    underWay.add(thread);
    thread.start();
  }

  private void deliver(Delivery due) {
    try {
      Attempts.Sent sent = attempts.send(due);
      if (!Thread.currentThread().isInterrupted()) {
        recordUntilDone(sent);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) { // of any kind, errors too: the message is still due
      config.listener().failed(e);
      pause();
    } finally {
      hosts.release(due.message());
      underWay.remove(Thread.currentThread());
      bell.ring();
    }
  }

  /** What was sent is not sent again because the disk is full: it keeps its place until then. */
  private void recordUntilDone(Attempts.Sent sent) throws InterruptedException {
    boolean isDone = false;
    while (!isDone) {
      try {
        attempts.record(sent);
        isDone = true;
      } catch (MediakeepException e) {
        config.listener().failed(e);
        isDone = closing.await(config.lookInterval().toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }

  /** Without the keys, say, the message would be tried again at once. */
  private void pause() {
    try {
      boolean isOver = closing.await(config.lookInterval().toNanos(), TimeUnit.NANOSECONDS);
      if (isOver) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends no more, and waits for what is under way as long as the configuration says. The rest is
   * interrupted, and sent again by the next courier. May be called again.
   */
  @Override
  public void close() {
    closing.countDown();
    bell.ring();
    try {
      dispatcher.join();
      if (!joinAll(config.closingTime())) {
        underWay.forEach(Thread::interrupt);
        joinAll(LAST_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      underWay.forEach(Thread::interrupt);
    }
  }

  private boolean joinAll(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (Thread thread : underWay) {
      Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      if (!thread.join(left)) {
        return false;
      }
    }
    return true;
  }

  /** A courier that is driven by hand, on the caller's thread. Not thread-safe. */
  public static final class Driven {
    private final WebhookCourier courier;

    private Driven(WebhookCourier courier) {
      this.courier = courier;
    }

    /**
     * Sends messages that are due, one after the other, until none is.
     *
     * @return how many tries that took
     * @throws MediakeepException as {@link WebhookOutbox} and {@link WebhookKeys} do
     */
    public int runDue() {
      int tries = 0;
      while (step()) {
        tries++;
      }
      return tries;
    }

    private boolean step() {
      Instant now = courier.parts.clock().instant();
      for (Delivery due : courier.due(now)) {
        if (courier.hosts.take(due.message(), now)) {
          try {
            courier.attempts.record(courier.attempts.send(due));
          } finally {
            courier.hosts.release(due.message());
          }
          return true;
        }
      }
      return false;
    }
  }
}
