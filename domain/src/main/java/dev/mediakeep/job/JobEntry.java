package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the log of all jobs: what became of one of them, and by what.
 *
 * @param number grows with each line, over all jobs; gaps mean nothing
 * @param command what was asked of it; empty for the first line, that it came in
 * @param state what it was then
 * @param progress what its worker had said last
 * @param failure why the attempt failed that ended so, or the job
 */
public record JobEntry(
    long number,
    JobId job,
    OwnerId owner,
    Instant at,
    Optional<JobCommand.Kind> command,
    JobState.Kind state,
    Optional<Progress> progress,
    Optional<Failure> failure) {
  /**
   * The line of a job that has just become so.
   *
   * @param command what was asked of it; empty when it has come in
   */
  public static JobEntry of(long number, Job job, Optional<JobCommand.Kind> command, Instant at) {
    boolean failsNow =
        job.state() instanceof JobState.Failed || command.equals(Optional.of(JobCommand.Kind.FAIL));
    return new JobEntry(
        number,
        job.id(),
        job.request().owner(),
        at,
        command,
        job.state().kind(),
        job.progress(),
        job.lastFailure().filter(why -> failsNow));
  }
}
