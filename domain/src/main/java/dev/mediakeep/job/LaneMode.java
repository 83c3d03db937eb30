package dev.mediakeep.job;

/** What a lane does with jobs that nobody has yet. */
public enum LaneMode {
  /** Takes them and hands them out. */
  OPEN,
  /** Takes them and keeps them. */
  PAUSED,
  /** Takes none and hands out what it has. */
  DRAINING
}
