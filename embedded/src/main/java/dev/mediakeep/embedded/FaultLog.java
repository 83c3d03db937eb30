package dev.mediakeep.embedded;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Writes to the log when something that is done again and again begins to fail, and when it works
 * again, but not each time that it is tried in between. Thread-safe.
 */
final class FaultLog {
  private final Logger log;
  private final String what;
  private long faults;

  /**
   * A log of no faults.
   *
   * @param what is done, as in {@code purging old jobs}
   */
  FaultLog(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  String what() {
    return what;
  }

  synchronized void failed(RuntimeException fault) {
    if (faults == 0) {
      log.log(Level.WARNING, what + " failed and is tried again: " + fault.getMessage(), fault);
    }
    faults++;
  }

  synchronized void succeeded() {
    if (faults > 0) {
      log.log(Level.INFO, what + " works again, after " + faults + " faults");
    }
    faults = 0;
  }
}
