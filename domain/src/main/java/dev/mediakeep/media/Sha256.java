package dev.mediakeep.media;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a file's bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(String hex) implements Comparable<Sha256> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Sha256 {
    if (!HEX.matcher(hex).matches()) {
      throw new InvalidValueException(
          "sha256", "sha256 must be 64 lower-case hex digits, was " + Rules.quote(hex));
    }
  }

  /** The hash in a digest's 32 bytes. */
  public static Sha256 of(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  @Override
  public int compareTo(Sha256 other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
