package dev.mediakeep.webhook;

/** The port to the network. Thread-safe. */
@FunctionalInterface
public interface WebhookSender {
  /**
   * Sends a message once and waits for the answer, for a bounded time. Whether the receiver's
   * address may be spoken to is decided here, at each call anew; a redirect is not followed. An
   * interrupt ends the call with a failure.
   *
   * @return what came of it, also where nothing could be sent
   */
  WebhookAnswer send(SignedMessage message);
}
