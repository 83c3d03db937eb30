package dev.mediakeep.sqlite;

import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import java.time.Instant;
import java.util.Optional;

/**
 * A job that has not ended, as far as {@link JobLedger} needs it.
 *
 * @param isQueued whether it is in line, and not under way
 * @param rank its rank in line; any number when it is under way
 * @param claimableAt from when on a worker may claim it; empty where none may
 * @param overdueAt when its lease ends or it must be done, whichever is first
 */
record OpenJob(
    long number,
    Lane lane,
    OwnerId owner,
    Optional<String> address,
    long cost,
    boolean isQueued,
    long rank,
    Optional<Long> claimableAt,
    Optional<Long> overdueAt) {

  /** A job as its row is; empty when it has ended. */
  static Optional<OpenJob> of(JobRecord row) {
    Job job = row.job();
    if (job.state().kind().isFinal()) {
      return Optional.empty();
    }
    JobRequest request = job.request();
    return Optional.of(
        new OpenJob(
            row.number(),
            request.lane(),
            request.owner(),
            request.address(),
            request.cost(),
            job.state() instanceof JobState.Queued,
            row.rank(),
            job.state().claimableAt().map(Instant::toEpochMilli),
            JobColumns.overdueAt(job).map(Instant::toEpochMilli)));
  }

  /** Its place in line. */
  InLine inLine(LedgerLane.Turn turn) {
    return new InLine(number, turn, address, cost, rank, claimableAt.orElseThrow());
  }
}
