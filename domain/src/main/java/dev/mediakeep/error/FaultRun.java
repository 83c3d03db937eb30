package dev.mediakeep.error;

import java.util.Optional;

/**
 * Whether something that is done again and again works now. It gives a line for the log when that
 * begins to fail and when it works again, but not each time that it is tried in between.
 * Thread-safe.
 */
public final class FaultRun {
  private final String what;
  private long faults;

  /**
   * A run of no faults.
   *
   * @param what is done, as in {@code purging old jobs}
   */
  public FaultRun(String what) {
    this.what = what;
  }

  public String what() {
    return what;
  }

  /** It failed; what to say of that, where it is the first time in a row. */
  public synchronized Optional<String> failed(Throwable fault) {
    faults++;
    return faults == 1
        ? Optional.of(what + " failed and is tried again: " + fault.getMessage())
        : Optional.empty();
  }

  /** It worked; what to say of that, where it had failed before. */
  public synchronized Optional<String> succeeded() {
    long ended = faults;
    faults = 0;
    return ended > 0
        ? Optional.of(what + " works again, after " + ended + " faults")
        : Optional.empty();
  }
}
