package dev.mediakeep.job;

import dev.mediakeep.error.Problem;
import java.util.Optional;

/**
 * How well the manifests follow.
 *
 * @param behind how many jobs are known to have changed since their manifests were written
 * @param trouble what keeps them from being written; empty when nothing does
 */
public record KeeperStatus(int behind, Optional<Problem> trouble) {}
