package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Ends what is overdue in a store and removes what is old, slice by slice. Thread-safe. */
final class QueueUpkeep {
  /** Holds the writer for some milliseconds: about five microseconds a row. */
  private static final int SLICE = 250;

  private final JobStore store;
  private final TimeBounds times;
  private volatile Supplier<Instant> purgeLimit = () -> Instant.MAX;

  private volatile Optional<Span> spared = Optional.empty();

  private record Span(Instant from, Instant to) {
    /** Not when the clock went back: that could take long. */
    boolean holds(Instant time) {
      return !time.isBefore(from) && time.isBefore(to);
    }
  }

  QueueUpkeep(JobStore store, TimeBounds times) {
    this.store = store;
    this.times = times;
  }

  void spareOverdue(Duration time) {
    Instant now = times.now();
    spared = Optional.of(new Span(now, now.plus(time)));
  }

  void limitPurge(Supplier<Instant> until) {
    purgeLimit = until;
  }

  long endOverdue() {
    if (spared.filter(span -> span.holds(times.now())).isPresent()) {
      return 0;
    }
    long ended = 0;
    int slice;
    do {
      slice = store.endOverdue(times.now(), SLICE);
      ended += slice;
    } while (slice == SLICE);
    return ended;
  }

  long purgeEndedFor(Duration term) {
    Rules.inRange("term in ms", term.toMillis(), 0, Long.MAX_VALUE);
    Instant now = times.now();
    Instant time = Collections.min(List.of(now.minus(term), purgeLimit.get()));
    long purged = 0;
    PurgeSlice slice;
    do {
      slice = store.purgeFinishedBefore(time, now, SLICE);
      purged += slice.jobs();
    } while (slice.isMore());
    return purged;
  }
}
