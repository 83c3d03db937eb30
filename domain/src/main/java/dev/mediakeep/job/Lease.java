package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import java.time.Instant;

/**
 * The right to work on a job for a while. It says nothing of how long the job may take.
 *
 * @param worker who has it
 * @param fence the number that each change under this lease must carry; it only grows, so that one
 *     who comes back after his lease is told from the one who has it now
 * @param until when it ends, unless it is prolonged before
 */
public record Lease(WorkerId worker, long fence, Instant until) {
  public Lease {
    Rules.inRange("fence", fence, 1, Long.MAX_VALUE);
  }

  Lease prolonged(Instant newUntil) {
    return new Lease(worker, fence, newUntil);
  }
}
