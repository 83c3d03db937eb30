package dev.mediakeep.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/**
 * What the service logs: one line a record on standard error, unless the JVM was told otherwise.
 */
final class Logging {
  private static final String OWN_FILE = "java.util.logging.config.file";

  private Logging() {}

  static void configure() {
    if (System.getProperty(OWN_FILE) != null) {
      return;
    }
    try (InputStream config = Logging.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
