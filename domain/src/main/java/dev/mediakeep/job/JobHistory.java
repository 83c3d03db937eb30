package dev.mediakeep.job;

import java.util.List;
import java.util.Optional;

/**
 * All that a store knows of a job, as of one moment.
 *
 * @param key the name that its request came under
 * @param lines its lines of the log in the order of their numbers
 */
public record JobHistory(Job job, Optional<KeyClaim> key, List<JobEntry> lines) {
  public JobHistory {
    lines = List.copyOf(lines);
  }
}
