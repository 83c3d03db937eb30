package dev.mediakeep.web;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

/**
 * Writes to the log when something that is done again and again begins to fail, and when it works
 * again, but not each time that it is tried in between. Used by one thread only.
 */
final class FaultLog {
  private final System.Logger log;
  private final String what;
  private long faults;

  /**
   * A log of no faults.
   *
   * @param what is done, as in {@code reading the log of jobs}
   */
  FaultLog(System.Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  void failed(RuntimeException fault) {
    if (faults == 0) {
      log.log(WARNING, what + " failed and is tried again: " + fault.getMessage(), fault);
    }
    faults++;
  }

  void succeeded() {
    if (faults > 0) {
      log.log(INFO, what + " works again, after " + faults + " faults");
    }
    faults = 0;
  }
}
