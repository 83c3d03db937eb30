package dev.mediakeep.media;

/**
 * What a sweep removed.
 *
 * @param purged items whose term in the trash was over
 * @param strays files that no record referred to
 * @param strayBytes the size of those files together
 * @param staged leavings of uploads that were cut off
 */
public record SweepReport(long purged, long strays, long strayBytes, long staged) {}
