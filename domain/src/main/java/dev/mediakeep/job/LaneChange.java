package dev.mediakeep.job;

import dev.mediakeep.error.Problem;

/** The answer to a wish for another mode of a lane. */
public sealed interface LaneChange {
  /** The lane is so, durably; also where it was so before. */
  record Done(LaneStatus lane) implements LaneChange {}

  /** There is no such lane. */
  record Refused(Problem problem) implements LaneChange {}
}
