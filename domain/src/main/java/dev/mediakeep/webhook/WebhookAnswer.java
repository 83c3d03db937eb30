package dev.mediakeep.webhook;

import java.time.Duration;
import java.util.Optional;

/** What came of sending a message once. */
public sealed interface WebhookAnswer {
  /** The receiver has taken it. */
  record Taken() implements WebhookAnswer {}

  /** The receiver wants no messages, now or ever. */
  record Gone() implements WebhookAnswer {}

  /**
   * It was not taken.
   *
   * @param problem what was wrong, without anything secret
   * @param retryAfter how long the receiver wants to be left alone
   */
  record Failed(Fault fault, String problem, Optional<Duration> retryAfter)
      implements WebhookAnswer {}

  /** What a failure says of other messages to the same host. */
  enum Fault {
    /** Nothing: it may be the message, or the path in its URL. */
    MESSAGE,
    /** That they will hardly fare better at the moment. */
    HOST
  }
}
