package dev.mediakeep.embedded;

import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.SweepReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Sweeps the library now and then, on a virtual thread of its own, from opening to closing. A sweep
 * that fails is logged and tried again at the next turn.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  /** Soon after opening, so that a process that is restarted often sweeps too. */
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);

  private final MediaLibrary library;
  private final MediakeepConfig config;
  private final RepeatedTask task;

  /** A sweep looks at it between two items. */
  private volatile boolean ended;

  private Housekeeping(MediaLibrary library, MediakeepConfig config) {
    this.library = library;
    this.config = config;
    this.task =
        new RepeatedTask(
            "mediakeep-housekeeping", Duration.ZERO, config.sweepInterval(), this::sweep);
  }

  static Housekeeping start(MediaLibrary library, MediakeepConfig config) {
    Housekeeping housekeeping = new Housekeeping(library, config);
    Duration interval = config.sweepInterval();
    housekeeping.task.startAfter(interval.compareTo(FIRST_WAIT) < 0 ? interval : FIRST_WAIT);
    return housekeeping;
  }

  private Duration sweep() {
    SweepReport report = library.sweep(config.trashTerm(), config.strayGrace(), () -> ended);
    LOG.log(Level.DEBUG, "swept: {0}", report);
    return config.sweepInterval();
  }

  /** Waits for what a sweep has begun with, an item or a file; the rest is left to the next one. */
  @Override
  public void close() {
    ended = true;
    task.close();
  }
}
