package dev.mediakeep.media;

/** Who may see a media item besides its owner and the admin. */
public enum Visibility {
  /** Nobody. */
  PRIVATE,
  /** Whoever knows its address; no list shows it. */
  UNLISTED,
  /** Everybody. */
  PUBLIC
}
