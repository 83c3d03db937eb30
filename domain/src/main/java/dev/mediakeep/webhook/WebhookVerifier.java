package dev.mediakeep.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Tells a receiver whether a message comes from who shares a secret with him, is whole, and was
 * sent within the last five minutes (or, by a clock that is ahead, the next five). It does not tell
 * whether he has had it before: he remembers the id for that. Thread-safe.
 */
public final class WebhookVerifier {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final List<WebhookSecret> secrets;
  private final InstantSource clock;

  /**
   * A verifier of messages.
   *
   * @param secrets any of them proves the sender; several during a rotation
   */
  public WebhookVerifier(List<WebhookSecret> secrets, InstantSource clock) {
    this.secrets = List.copyOf(secrets);
    this.clock = clock;
  }

  /** What a message is found to be. */
  public enum Verdict {
    GENUINE,
    /** Sent too long ago, or by a clock that is too far ahead: perhaps a copy. */
    OUT_OF_TIME,
    /** Changed, or signed by somebody else, or with headers that are none. */
    FORGED
  }

  /**
   * Judges a message by its three headers, empty where one is missing, and its body as it came.
   *
   * @param id {@code webhook-id}
   * @param timestamp {@code webhook-timestamp}
   * @param signatures {@code webhook-signature}
   */
  public Verdict verify(String id, String timestamp, String signatures, byte[] body) {
    if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) {
      return Verdict.FORGED;
    }
    long seconds = Long.parseLong(timestamp);
    if (Math.abs(clock.instant().getEpochSecond() - seconds) > TOLERANCE.toSeconds()) {
      return Verdict.OUT_OF_TIME;
    }
    boolean isGenuine = false;
    for (String given : signatures.split(" ", -1)) {
      for (WebhookSecret secret : secrets) {
        byte[] expected = secret.sign(id, seconds, body).getBytes(UTF_8);
        isGenuine |= MessageDigest.isEqual(expected, given.getBytes(UTF_8));
      }
    }
    return isGenuine ? Verdict.GENUINE : Verdict.FORGED;
  }
}
