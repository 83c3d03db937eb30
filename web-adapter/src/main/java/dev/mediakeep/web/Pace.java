package dev.mediakeep.web;

import java.time.Duration;

/**
 * How slow the other side of a connection may be, in nanoseconds.
 *
 * @param idle how long it may wait before it begins a request
 * @param head how long a request's line and headers may take together
 * @param stall how long it may neither send nor take a byte
 * @param rest how long the rest of a body may take that was answered before it was read
 * @param lull how long nothing may come in until what came in is taken for all of it
 */
record Pace(long idle, long head, long stall, long rest, long lull) {
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_LULL = Duration.ofSeconds(1);

  /** Less than this over a body's whole time is a connection held for its own sake. */
  private static final long NANOS_PER_BYTE = 1_000_000_000L / 1_024;

  static Pace of(HttpConfig config) {
    long stall = config.stallTimeout().toNanos();
    return new Pace(
        config.idleTimeout().toNanos(),
        config.headTimeout().toNanos(),
        stall,
        Math.min(stall, LONGEST_REST.toNanos()),
        Math.min(stall, LONGEST_LULL.toNanos()));
  }

  /** How long a body of which that many bytes have moved may have taken so far. */
  long allowance(long movedBytes) {
    return stall + movedBytes * NANOS_PER_BYTE;
  }
}
