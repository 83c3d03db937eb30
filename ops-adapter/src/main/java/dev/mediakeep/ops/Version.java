package dev.mediakeep.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of this program, as the build wrote it down. */
final class Version {
  private static final String RESOURCE = "version.txt";

  private Version() {}

  static String read() {
    try (InputStream source = Version.class.getResourceAsStream(RESOURCE)) {
      if (source == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      return new String(source.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }
}
