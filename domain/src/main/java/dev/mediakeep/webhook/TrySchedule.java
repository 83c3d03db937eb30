package dev.mediakeep.webhook;

import dev.mediakeep.webhook.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a message is tried again, and when no more. */
final class TrySchedule {
  /** Each wait is drawn evenly from this much less to this much more, so that crowds spread. */
  private static final double JITTER = 0.1;

  /** What the tries of a message may take beyond their waits. */
  private static final Duration SLACK = Duration.ofHours(1);

  private final List<Duration> waits;
  private final RandomGenerator random;

  TrySchedule(List<Duration> waits, RandomGenerator random) {
    this.waits = waits;
    this.random = random;
  }

  /** What becomes of a message that was sent once more, with this answer. */
  Delivery after(Delivery before, WebhookAnswer answer, Instant now) {
    return switch (answer) {
      case WebhookAnswer.Taken taken -> before.tried(new State.Delivered(now), Optional.empty());
      case WebhookAnswer.Gone gone ->
          before.tried(
              new State.Failed(now),
              Optional.of("the receiver answered 410 Gone: it wants no messages"));
      case WebhookAnswer.Failed failed ->
          next(before, failed.retryAfter())
              .map(wait -> before.putOff(wait, now, failed.problem()))
              .orElseGet(() -> before.tried(new State.Failed(now), Optional.of(failed.problem())));
    };
  }

  /** How long it waits for its next try; empty when that was the last one. */
  private Optional<Duration> next(Delivery before, Optional<Duration> retryAfter) {
    if (before.tries() >= waits.size()) {
      return Optional.empty();
    }
    Duration wait = spread(waits.get(before.tries()));
    return retryAfter
        .filter(asked -> asked.compareTo(wait) > 0)
        .map(asked -> later(before, asked, wait))
        .orElse(Optional.of(wait));
  }

  /** As late as the receiver asks, but within the time that the message has for all its tries. */
  private Optional<Duration> later(Delivery before, Duration asked, Duration wait) {
    Duration left = patience().minus(before.waited());
    if (!left.isPositive()) {
      return Optional.empty();
    }
    Duration kept = shorter(asked, shorter(longestWait().plus(SLACK), left));
    return Optional.of(kept.compareTo(wait) > 0 ? kept : wait);
  }

  private Duration spread(Duration wait) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }

  private Duration longestWait() {
    return waits.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** How long a message may be put off in all: the time for all its tries. */
  Duration patience() {
    long all = waits.stream().mapToLong(Duration::toMillis).sum();
    return Duration.ofMillis(Math.round(all * (1 + JITTER))).plus(SLACK);
  }
}
