package dev.mediakeep.job;

import dev.mediakeep.media.MediaLibrary;

/**
 * What manifests are kept with.
 *
 * @param recovery over the same jobs as the store
 * @param library where the results of jobs are
 */
public record KeeperParts(
    JobStore store, JobRecovery recovery, JobManifests manifests, MediaLibrary library) {}
