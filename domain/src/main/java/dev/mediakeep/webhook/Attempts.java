package dev.mediakeep.webhook;

import dev.mediakeep.webhook.WebhookAnswer.Fault;
import java.time.Duration;
import java.time.Instant;

/** Tries messages, one at a call. Thread-safe. */
final class Attempts {
  private static final int SLICE = 100;

  /** Whoever takes longer to answer may hold up others. */
  private static final Duration PROMPTLY = Duration.ofSeconds(3);

  private final CourierParts parts;
  private final CourierConfig config;
  private final TrySchedule schedule;
  private final Hosts hosts;

  Attempts(CourierParts parts, CourierConfig config, Hosts hosts) {
    this.parts = parts;
    this.config = config;
    this.schedule = new TrySchedule(config.waits(), parts.random());
    this.hosts = hosts;
  }

  /**
   * A message that was sent.
   *
   * @param after what is to be recorded of it
   * @param isHostDead whether its host has failed as long as a message may be put off
   */
  record Sent(Delivery after, boolean isHostDead) {}

  Sent send(Delivery due) {
    WebhookMessage message = due.message();
    String host = message.url().host();
    Instant start = parts.clock().instant();
    WebhookAnswer answer =
        parts.sender().send(SignedMessage.of(message, start, parts.keys().of(host)));
    Instant now = parts.clock().instant();
    boolean isPrompt = !now.isAfter(start.plus(PROMPTLY));
    return new Sent(schedule.after(due, answer, now), fails(host, answer, isPrompt, now));
  }

  private boolean fails(String host, WebhookAnswer answer, boolean isPrompt, Instant now) {
    if (answer instanceof WebhookAnswer.Failed failed && failed.fault() == Fault.HOST) {
      return hosts.failed(host, now, failed.retryAfter()).compareTo(schedule.patience()) >= 0;
    }
    hosts.answered(host, isPrompt, now);
    return false;
  }

  /** Records it; with a dead host, old messages to it are given up, as they wait in vain. */
  void record(Sent sent) {
    if (parts.outbox().record(sent.after())) {
      config.listener().tried(sent.after());
    }
    if (sent.isHostDead()) {
      giveUpOld(sent.after().message().url().host(), sent.after().problem().orElse(""));
    }
  }

  private void giveUpOld(String host, String problem) {
    Instant now = parts.clock().instant();
    Instant old = now.minus(schedule.patience());
    long all = 0;
    int slice;
    do {
      slice = parts.outbox().giveUp(host, old, now, "given up with its host: " + problem, SLICE);
      all += slice;
    } while (slice == SLICE);
    if (all > 0) {
      config.listener().givenUp(host, all);
    }
  }
}
