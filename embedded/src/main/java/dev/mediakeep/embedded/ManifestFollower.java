package dev.mediakeep.embedded;

import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobListener;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.ManifestKeeper;
import dev.mediakeep.job.ReconcileReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets manifests follow what changes in a queue, from opening to closing. What fails is logged when
 * it begins and when it is over, not each time that it is tried again.
 */
final class ManifestFollower implements JobListener, AutoCloseable {
  private static final Logger LOG = System.getLogger(ManifestFollower.class.getName());

  /** Edges that come within this time of each other are written together. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Leases that end, and what another process changed, are told by nobody. */
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(900);

  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final int MOST_FINDINGS_LOGGED = 50;

  private final ManifestKeeper keeper;
  private final JobQueue queue;
  private final RepeatedTask task;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private boolean isTroubled;

  private ManifestFollower(ManifestKeeper keeper, JobQueue queue) {
    this.keeper = keeper;
    this.queue = queue;
    this.task = new RepeatedTask("mediakeep-manifests", PAUSE, RETRY_INTERVAL, this::turn);
  }

  /** Starts to follow; the keeper has been started. */
  static ManifestFollower start(ManifestKeeper keeper, JobQueue queue) {
    ManifestFollower follower = new ManifestFollower(keeper, queue);
    queue.addListener(follower);
    follower.task.start();
    return follower;
  }

  /** Says what was found at the start, where that is anything. */
  static void log(ReconcileReport report) {
    if (report.findings().isEmpty()) {
      return;
    }
    LOG.log(
        Level.WARNING,
        "the manifests of the jobs know more than the database, or are no manifests: {0} taken"
            + " back, {1} in conflict, {2} unreadable; was the database put back from a copy?",
        report.count(ReconcileReport.Kind.TAKEN_BACK),
        report.count(ReconcileReport.Kind.CONFLICT),
        report.count(ReconcileReport.Kind.UNREADABLE));
    report.findings().stream()
        .limit(MOST_FINDINGS_LOGGED)
        .forEach(found ->
            LOG.log(
                Level.INFO,
                "{0}: {1} {2}",
                found.kind(),
                found.job().map(JobId::toString).orElse(found.place()),
                found.detail()));
  }

  private synchronized Duration turn() {
    try {
      boolean isMore = keeper.follow();
      Optional<Problem> trouble = keeper.status().trouble();
      note(trouble.map(Problem::message));
      return isMore ? Duration.ZERO : trouble.isPresent() ? RETRY_INTERVAL : LOOK_INTERVAL;
    } catch (RuntimeException e) { // of any kind: the next turn must come
      note(Optional.of(e.toString()));
      return RETRY_INTERVAL;
    }
  }

  private void note(Optional<String> trouble) {
    if (trouble.isPresent() && !isTroubled) {
      LOG.log(
          Level.WARNING,
          "manifests of jobs cannot be written, which is tried again: {0}",
          trouble.get());
    } else if (trouble.isEmpty() && isTroubled) {
      LOG.log(Level.INFO, "manifests of jobs are written again");
    }
    isTroubled = trouble.isPresent();
  }

  @Override
  public void jobChanged(Job job) {
    task.wake();
  }

  @Override
  public void timePassed() {
    task.wake();
  }

  @Override
  public void laneChanged(Lane lane) {}

  /** Writes what is left to write, as far as that takes a few seconds. May be called again. */
  @Override
  public void close() {
    if (!isClosed.compareAndSet(false, true)) {
      return;
    }
    queue.removeListener(this);
    task.close();
    long end = System.nanoTime() + LAST_WORDS.toNanos();
    Duration wait;
    do {
      wait = turn();
    } while (wait.isZero() && System.nanoTime() < end);
  }
}
