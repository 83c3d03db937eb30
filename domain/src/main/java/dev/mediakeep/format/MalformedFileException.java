package dev.mediakeep.format;

import java.io.Serial;

/**
 * The bytes break their format's rules. Never leaves {@link HeaderProbe}, which turns it into a
 * {@link ProbeResult.Malformed}.
 */
final class MalformedFileException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MalformedFileException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
