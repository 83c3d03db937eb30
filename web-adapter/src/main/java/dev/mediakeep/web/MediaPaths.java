package dev.mediakeep.web;

import dev.mediakeep.id.MediaId;

/** Where media items are served. */
final class MediaPaths {
  static final String ALL = "/api/v1/media";
  static final String ONE = ALL + "/{id}";
  static final String CONTENT = ONE + "/content";
  static final String RESTORE = ONE + "/restore";

  private MediaPaths() {}

  static String of(MediaId id) {
    return ALL + "/" + id;
  }

  static String content(MediaId id) {
    return of(id) + "/content";
  }
}
