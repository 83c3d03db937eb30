package dev.mediakeep.embedded;

import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.SweepReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private final Thread thread;

  /** Changed under the lock; a sweep looks at it between two items. */
  private volatile boolean ended;

  private Housekeeping(MediaLibrary library, MediakeepConfig config) {
    this.library = library;
    this.config = config;
    this.thread = Thread.ofVirtual().name("mediakeep-housekeeping").unstarted(this::run);
  }

  static Housekeeping start(MediaLibrary library, MediakeepConfig config) {
    Housekeeping housekeeping = new Housekeeping(library, config);
    housekeeping.thread.start();
    return housekeeping;
  }

  private void run() {
    Duration wait = config.sweepInterval();
    if (wait.compareTo(FIRST_WAIT) > 0) {
      wait = FIRST_WAIT;
    }
    while (waitForTurn(wait)) {
      sweep();
      wait = config.sweepInterval();
    }
  }

  private void sweep() {
    try {
      SweepReport report = library.sweep(config.trashTerm(), config.strayGrace(), () -> ended);
      LOG.log(Level.DEBUG, "swept: {0}", report);
    } catch (RuntimeException e) { // of any kind: the next turn must come
      LOG.log(Level.WARNING, "the sweep failed and is tried again: " + e.getMessage(), e);
    }
  }

  /** Whether the time went by without the end being called. */
  private boolean waitForTurn(Duration interval) {
    lock.lock();
    try {
      long nanos = interval.toNanos();
      while (!ended && nanos > 0) {
        nanos = ending.awaitNanos(nanos);
      }
      return !ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for what a sweep has begun with, an item or a file; the rest is left to the next one. */
  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      ending.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
