package dev.mediakeep.fs;

import java.io.Serial;

/** A text is no manifest of this home; the message says why, for people. */
final class UnreadableManifestException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UnreadableManifestException(String message) {
    super(message);
  }
}
