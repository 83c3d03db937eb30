package dev.mediakeep.webhook;

import java.time.Instant;

/**
 * Something to be told to a receiver.
 *
 * @param asker who asked for what it tells of
 * @param body JSON, sent as it is
 * @param createdAt when it happened
 */
public record WebhookMessage(
    MessageId id, Asker asker, WebhookUrl url, String body, Instant createdAt) {
  @Override
  public String toString() {
    return "WebhookMessage[" + id + " to " + url + "]";
  }
}
