package dev.mediakeep.job;

import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;

/** The answer to a command. */
public sealed interface JobChange {
  /** The job is so, durably; also where it was so before, because the command came twice. */
  record Done(Job job) implements JobChange {}

  /** The job is unchanged. */
  record Refused(Problem problem) implements JobChange {}

  /** There is no such job. */
  record Absent(JobId id) implements JobChange {}
}
