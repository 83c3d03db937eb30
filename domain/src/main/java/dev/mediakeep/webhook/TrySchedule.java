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

  /** A day and what jitter and a pause of the service may add to it. */
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
          before.tried(next(before, failed.retryAfter(), now), Optional.of(failed.problem()));
    };
  }

  private State next(Delivery before, Optional<Duration> retryAfter, Instant now) {
    if (before.tries() >= waits.size()) {
      return new State.Failed(now);
    }
    Duration wait = spread(waits.get(before.tries()));
    return retryAfter
        .filter(asked -> asked.compareTo(wait) > 0)
        .map(asked -> later(before, asked, wait, now))
        .orElseGet(() -> new State.Due(now.plus(wait)));
  }

  /** As late as the receiver asks, but within the time that the message has for all its tries. */
  private State later(Delivery before, Duration asked, Duration wait, Instant now) {
    Duration left = Duration.between(now, before.since().plus(patience()));
    if (left.isNegative() || left.isZero()) {
      return new State.Failed(now);
    }
    Duration kept = shorter(asked, shorter(longestWait().plus(SLACK), left));
    return new State.Due(now.plus(kept.compareTo(wait) > 0 ? kept : wait));
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

  /** After how long a message is old: it has had the time for all its tries. */
  Duration patience() {
    long all = waits.stream().mapToLong(Duration::toMillis).sum();
    return Duration.ofMillis(Math.round(all * (1 + JITTER))).plus(SLACK);
  }
}
