package dev.mediakeep.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a message has come.
 *
 * @param number grows from one message of an outbox to the next
 * @param since when it was created, or was to be sent anew
 * @param tries how often it was sent, as far as that was recorded
 * @param waited how long its tries so far have put it off in all, however late they were made
 * @param problem what was wrong with the last try
 */
public record Delivery(
    long number,
    WebhookMessage message,
    Instant since,
    int tries,
    Duration waited,
    State state,
    Optional<String> problem) {
  /** A message that was just written. */
  public static Delivery of(long number, WebhookMessage message) {
    Instant now = message.createdAt();
    return new Delivery(
        number, message, now, 0, Duration.ZERO, new State.Due(now), Optional.empty());
  }

  /** Where it stands. */
  public sealed interface State {
    /** The name of the state. */
    Kind kind();

    /** The names of the states. */
    enum Kind {
      DUE,
      DELIVERED,
      FAILED
    }

    /** It is to be sent, not before that time. */
    record Due(Instant at) implements State {
      @Override
      public Kind kind() {
        return Kind.DUE;
      }
    }

    /** The receiver has taken it. */
    record Delivered(Instant at) implements State {
      @Override
      public Kind kind() {
        return Kind.DELIVERED;
      }
    }

    /** It is sent no more. */
    record Failed(Instant at) implements State {
      @Override
      public Kind kind() {
        return Kind.FAILED;
      }
    }
  }

  /** When it was delivered or given up; empty while it is neither. */
  public Optional<Instant> endedAt() {
    return switch (state) {
      case State.Due due -> Optional.empty();
      case State.Delivered delivered -> Optional.of(delivered.at());
      case State.Failed failed -> Optional.of(failed.at());
    };
  }

  /** What becomes of it by one more try. */
  public Delivery tried(State next, Optional<String> why) {
    return new Delivery(number, message, since, tries + 1, waited, next, why);
  }

  /** What becomes of it by one more try that puts it off. */
  public Delivery putOff(Duration wait, Instant now, String why) {
    return new Delivery(
        number,
        message,
        since,
        tries + 1,
        waited.plus(wait),
        new State.Due(now.plus(wait)),
        Optional.of(why));
  }

  /** What becomes of it when it is given up. */
  public Delivery givenUp(Instant now, String why) {
    return new Delivery(
        number, message, since, tries, waited, new State.Failed(now), Optional.of(why));
  }

  /** What becomes of it when it is to be sent anew, with all its tries before it. */
  public Delivery anew(Instant now) {
    return new Delivery(number, message, now, 0, Duration.ZERO, new State.Due(now), problem);
  }
}
