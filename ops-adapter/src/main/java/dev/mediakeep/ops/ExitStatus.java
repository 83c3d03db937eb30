package dev.mediakeep.ops;

import dev.mediakeep.error.Category;

/** What a process tells its caller at its end. */
enum ExitStatus {
  DONE(0),
  REFUSED(1),
  USAGE(2),
  UNAVAILABLE(3),
  FOUND(4);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The exit status of an error. */
  static ExitStatus of(Category category) {
    return switch (category) {
      case INVALID -> USAGE;
      case UNSUPPORTED, TOO_LARGE, FORBIDDEN, NOT_FOUND, CONFLICT, STALE -> REFUSED;
      case BUSY, FULL, UNAVAILABLE, DAMAGED, INTERNAL -> UNAVAILABLE;
    };
  }
}
