package dev.mediakeep.format;

/** What a media item is to a person. */
public enum MediaKind {
  IMAGE,
  VIDEO
}
