package dev.mediakeep.job;

import java.time.Instant;
import java.util.Optional;

/**
 * How a lane is.
 *
 * @param pausedUntil when it hands out new jobs again, after its provider was not available
 * @param queued how many jobs wait in line
 * @param running how many are under way
 */
public record LaneStatus(
    LaneRule rule, LaneMode mode, Optional<Instant> pausedUntil, long queued, long running) {}
