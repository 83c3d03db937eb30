package dev.mediakeep.media;

import dev.mediakeep.id.MediaId;

/** The answer to a change of one media item. */
public sealed interface ChangeResult {
  /** It is changed, durably; this is its new version. */
  record Changed(Media media) implements ChangeResult {}

  /** It already is as it was asked to be; nothing was written. */
  record Unchanged(Media media) implements ChangeResult {}

  /** Somebody else changed it since the version that the caller expects. */
  record Stale(Media current, long expectedVersion) implements ChangeResult {}

  /** There is no such item. */
  record Absent(MediaId id) implements ChangeResult {}
}
