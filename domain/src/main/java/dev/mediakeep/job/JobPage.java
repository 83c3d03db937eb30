package dev.mediakeep.job;

import java.util.List;
import java.util.Optional;

/**
 * A bounded part of a list of jobs.
 *
 * @param next where the next page starts; empty on the last one
 */
public record JobPage(List<Job> jobs, Optional<JobCursor> next) {
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
