package dev.mediakeep.job;

/**
 * What a slice of a purge did.
 *
 * @param jobs how many jobs it removed; 0 also where it only removed lines of a long log
 * @param isMore whether it ended because it had removed as much as it might, so that another slice
 *     may find more
 */
public record PurgeSlice(int jobs, boolean isMore) {}
