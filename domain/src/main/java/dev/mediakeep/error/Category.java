package dev.mediakeep.error;

/**
 * The kind of an {@link ErrorCode}: what a caller can do about it. HTTP status, exit status and log
 * level follow from the category, each in one place.
 */
public enum Category {
  /** The request breaks a rule; sending it again unchanged fails again. */
  INVALID,
  /** The bytes are of a type that is not kept, or contradict their declared type. */
  UNSUPPORTED,
  /** The request exceeds a limit. */
  TOO_LARGE,
  /** The caller may not do this from where the request comes. */
  FORBIDDEN,
  /** What the request names does not exist. */
  NOT_FOUND,
  /** The request does not fit the present state of what it names. */
  CONFLICT,
  /** Somebody else changed it since the caller looked. */
  STALE,
  /** Too much is going on; the same request may succeed soon. */
  BUSY,
  /** There is no room on the disk. */
  FULL,
  /** The store is in use, closed, wrongly mounted, not writable or of another version. */
  UNAVAILABLE,
  /** What is on the disk is not what was written there. */
  DAMAGED,
  /** A defect of the program. */
  INTERNAL
}
