package dev.mediakeep.job;

import dev.mediakeep.error.MediakeepException;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends what is overdue, and purges what is old where the configuration asks for it, each time that
 * it is due. Not thread-safe.
 */
final class RunnerHousekeeping {
  private final RunnerParts parts;
  private Optional<Instant> last = Optional.empty();

  RunnerHousekeeping(RunnerParts parts) {
    this.parts = parts;
  }

  void runIfDue() {
    Instant now = parts.queue().now();
    if (last.map(time -> isDue(time, now)).orElse(true)) {
      last = Optional.of(now);
      run();
    }
  }

  /** Also when the clock went back. */
  private boolean isDue(Instant before, Instant now) {
    return now.isBefore(before)
        || !now.isBefore(before.plus(parts.config().housekeepingInterval()));
  }

  private void run() {
    try {
      parts.queue().endOverdue();
      parts.config().keepEnded().ifPresent(parts.queue()::purgeEndedFor);
    } catch (MediakeepException e) {
      parts.report(Optional.empty(), e);
    }
  }
}
