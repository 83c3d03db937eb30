package dev.mediakeep.embedded;

import dev.mediakeep.error.FaultRun;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.ManifestKeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Ends leases and jobs that are overdue, each second; now and then purges jobs that ended long ago,
 * and removes their manifests after them. What fails is tried again at its next turn, and logged
 * when it begins to fail and when it works again.
 */
final class JobHousekeeping implements AutoCloseable {
  private static final Logger LOG = System.getLogger(JobHousekeeping.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);
  private static final Duration MANIFEST_INTERVAL = Duration.ofHours(1);

  private final JobQueue queue;
  private final ManifestKeeper manifests;
  private final Duration term;
  private final InstantSource clock;
  private final RepeatedTask task;
  private final FaultRun ending = new FaultRun("ending what is overdue");
  private final FaultRun purging = new FaultRun("purging old jobs");
  private final FaultRun removing = new FaultRun("removing old manifests");
  private long turns;

  private JobHousekeeping(
      JobQueue queue, ManifestKeeper manifests, Duration term, InstantSource clock) {
    this.queue = queue;
    this.manifests = manifests;
    this.term = term;
    this.clock = clock;
    this.task = new RepeatedTask("mediakeep-jobs", INTERVAL, INTERVAL, this::turn);
  }

  /**
   * Starts with it at once.
   *
   * @param term how long ended jobs and their manifests are kept
   */
  static JobHousekeeping start(
      JobQueue queue, ManifestKeeper manifests, Duration term, InstantSource clock) {
    JobHousekeeping housekeeping = new JobHousekeeping(queue, manifests, term, clock);
    housekeeping.task.start();
    return housekeeping;
  }

  private Duration turn() {
    turns++;
    attempt(ending, () -> queue.endOverdue());
    if (isDue(PURGE_INTERVAL)) {
      attempt(purging, () -> queue.purgeEndedFor(term));
    }
    if (isDue(MANIFEST_INTERVAL)) {
      Instant time = clock.instant().minus(term);
      attempt(removing, () -> manifests.removeEndedBefore(time));
    }
    return INTERVAL;
  }

  /** First after a minute, so that a process that is restarted often keeps house too. */
  private boolean isDue(Duration interval) {
    return turns % interval.toSeconds() == PURGE_INTERVAL.toSeconds() % interval.toSeconds();
  }

  /** A step of the housekeeping; answers how much it did. */
  @FunctionalInterface
  private interface Step {
    long run();
  }

  private static void attempt(FaultRun faults, Step step) {
    try {
      long done = step.run();
      LOG.log(Level.DEBUG, "{0}: {1}", faults.what(), done);
      faults.succeeded().ifPresent(line -> LOG.log(Level.INFO, line));
    } catch (RuntimeException e) { // of any kind: the next turn must come
      faults.failed(e).ifPresent(line -> LOG.log(Level.WARNING, line, e));
    }
  }

  @Override
  public void close() {
    task.close();
  }
}
