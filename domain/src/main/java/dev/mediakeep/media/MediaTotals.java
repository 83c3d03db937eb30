package dev.mediakeep.media;

/**
 * How much there is.
 *
 * @param items media items that are not in the trash
 * @param trashed media items in the trash
 * @param blobs files behind all of them
 * @param blobBytes the size of those files together
 */
public record MediaTotals(long items, long trashed, long blobs, long blobBytes) {}
