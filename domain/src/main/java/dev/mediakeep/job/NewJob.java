package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job that wants to be in line.
 *
 * @param id one that no job has
 * @param key the name of the request, unique among its owner's for a day
 * @param now the time of the request
 */
public record NewJob(JobId id, JobRequest request, Optional<IdempotencyKey> key, Instant now) {
  /** How long a key stands for its request. */
  public static final Duration KEY_TERM = Duration.ofDays(1);

  /**
   * The answer to it where its key has come before, from wherever it comes this time.
   *
   * @param earlier the job that its key stands for; empty where that is gone
   */
  public EnqueueResult again(Optional<Job> earlier) {
    return earlier
        .filter(job -> request.asksFor(job.request()))
        .<EnqueueResult>map(EnqueueResult.Repeated::new)
        .orElseGet(() -> new EnqueueResult.Refused(keyReused()));
  }

  private Problem keyReused() {
    return Problem.of(
            ErrorCode.IDEMPOTENCY_KEY_REUSED,
            "idempotencyKey must be new or come with the request that it came with first, was "
                + key.map(IdempotencyKey::value).orElse("none"))
        .withField("idempotencyKey");
  }

  /** The job as it is when it has come in. */
  public Job job() {
    return Job.asked(id, request, now);
  }
}
