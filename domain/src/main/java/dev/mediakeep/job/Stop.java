package dev.mediakeep.job;

import java.time.Instant;

/**
 * That a job shall end although something may be running at the provider: whoever works on it
 * cancels it there.
 *
 * @param at since when
 */
public record Stop(Reason reason, Instant at) {
  /** Why it shall end. */
  public enum Reason {
    CANCELLED,
    TIME_LIMIT
  }
}
