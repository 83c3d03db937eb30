package dev.mediakeep.app.witness.media;

import dev.mediakeep.app.witness.job.EntangledJob;
import java.time.Instant;
import java.util.logging.Logger;

/** Breaks three rules: it logs, it reads the clock, and its concept needs another one back. */
final class LoggingMedia {
  private static final Logger LOG = Logger.getLogger("planted");

  void record(EntangledJob job) {
    LOG.info(job + " at " + Instant.now());
  }
}
