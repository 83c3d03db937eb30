package dev.mediakeep.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a message has come.
 *
 * @param tries how often it was sent, as far as that was recorded
 * @param problem what was wrong with the last try
 */
public record Delivery(WebhookMessage message, int tries, State state, Optional<String> problem) {
  /** A message that was just written. */
  public static Delivery of(WebhookMessage message) {
    return new Delivery(message, 0, new State.Due(message.createdAt()), Optional.empty());
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

  Delivery tried(State next, Optional<String> why) {
    return new Delivery(message, tries + 1, next, why);
  }
}
