package dev.mediakeep.job;

import java.time.Instant;

/** That a key stands for a job's request until then. */
public record KeyClaim(IdempotencyKey key, Instant until) {}
