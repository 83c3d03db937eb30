package dev.mediakeep.testkit;

/** A moment of a call to a double, at which it lets something happen. */
public enum Moment {
  /** Nothing has been done yet. */
  BEFORE,
  /** It took effect, and the caller does not know. */
  AFTER
}
