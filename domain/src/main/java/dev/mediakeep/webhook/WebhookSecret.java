package dev.mediakeep.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mediakeep.error.InvalidValueException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a sender and a receiver share so that the one can prove itself to the other: 24 to 64 bytes,
 * as Standard Webhooks has them. Shows itself only where {@link #text} is called.
 */
public final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "v1,";
  private static final String DERIVATION = "mediakeep webhook receiver ";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;
  private static final int GENERATED_BYTES = 32;

  private final byte[] key;

  private WebhookSecret(byte[] key) {
    this.key = key;
  }

  /**
   * Reads a secret in its usual form.
   *
   * @param text {@code whsec_} and the bytes in Base64
   * @throws InvalidValueException when it is none; the message does not repeat it
   */
  public static WebhookSecret parse(String text) {
    if (text.startsWith(PREFIX)) {
      try {
        byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        if (key.length >= MIN_BYTES && key.length <= MAX_BYTES) {
          return new WebhookSecret(key);
        }
      } catch (IllegalArgumentException e) {
        throw malformed(); // without the cause, whose message quotes the text
      }
    }
    throw malformed();
  }

  private static InvalidValueException malformed() {
    return new InvalidValueException(
        "secret",
        "secret must be whsec_ followed by " + MIN_BYTES + ".." + MAX_BYTES + " bytes in Base64");
  }

  /**
   * A new secret.
   *
   * @param random a secure source
   */
  public static WebhookSecret generate(RandomGenerator random) {
    byte[] key = new byte[GENERATED_BYTES];
    random.nextBytes(key);
    return new WebhookSecret(key);
  }

  /**
   * The secret of one receiver that follows from this one. Whoever knows it can neither find this
   * one nor sign for other receivers.
   */
  public WebhookSecret forReceiver(String host) {
    return new WebhookSecret(hmac((DERIVATION + host).getBytes(UTF_8)));
  }

  /** The signature of a message that is sent at that second, with its version before it. */
  String sign(String id, long seconds, byte[] body) {
    byte[] head = (id + "." + seconds + ".").getBytes(UTF_8);
    byte[] signed = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    return VERSION + Base64.getEncoder().encodeToString(hmac(signed));
  }

  private byte[] hmac(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java platform must have " + ALGORITHM, e);
    }
  }

  /** The secret itself, as a receiver wants to have it. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookSecret that && MessageDigest.isEqual(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hmac(new byte[0]));
  }

  @Override
  public String toString() {
    return PREFIX + "***";
  }
}
