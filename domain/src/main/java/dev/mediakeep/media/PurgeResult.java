package dev.mediakeep.media;

import dev.mediakeep.id.MediaId;

/** The answer to a purge of one media item. */
public sealed interface PurgeResult {
  /** It is gone, and its file too unless other items share it. */
  record Purged(MediaId id) implements PurgeResult {}

  /** Somebody else changed it since the version that the caller expects; nothing was changed. */
  record Stale(MediaId id, long currentVersion) implements PurgeResult {}

  /** It is not in the trash; nothing was changed. */
  record NotTrashed(MediaId id) implements PurgeResult {}

  /** There is no such item. */
  record Absent(MediaId id) implements PurgeResult {}
}
