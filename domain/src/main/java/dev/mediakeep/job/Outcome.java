package dev.mediakeep.job;

import dev.mediakeep.error.Problem;
import java.time.Instant;
import java.util.Optional;

/** What comes of a command. */
public sealed interface Outcome {
  /**
   * The job becomes this.
   *
   * @param laneResumesAt when its lane hands out new jobs again, where the provider said so
   */
  record Moved(Job job, Optional<Instant> laneResumesAt) implements Outcome {}

  /** The job is so already: the command came twice. */
  record Repeated(Job job) implements Outcome {}

  /** The job stays as it is. */
  record Refused(Problem problem) implements Outcome {}
}
