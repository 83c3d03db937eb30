package dev.mediakeep.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message as it goes out once, signed as Standard Webhooks 1.0.0 says.
 *
 * @param seconds when it goes out, since 1970
 * @param signatures each with its version, delimited by spaces
 */
public record SignedMessage(WebhookMessage message, long seconds, String signatures) {
  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  /** The message, signed with each of the secrets. */
  public static SignedMessage of(WebhookMessage message, Instant now, List<WebhookSecret> secrets) {
    long seconds = now.getEpochSecond();
    byte[] body = message.body().getBytes(UTF_8);
    return new SignedMessage(
        message,
        seconds,
        secrets.stream()
            .map(secret -> secret.sign(message.id().toString(), seconds, body))
            .collect(Collectors.joining(" ")));
  }

  /** The headers that tell what it is and prove who sent it. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ID, message.id().toString());
    headers.put(TIMESTAMP, Long.toString(seconds));
    headers.put(SIGNATURE, signatures);
    return headers;
  }

  @Override
  public String toString() {
    return "SignedMessage[" + message + " at " + seconds + "]";
  }
}
