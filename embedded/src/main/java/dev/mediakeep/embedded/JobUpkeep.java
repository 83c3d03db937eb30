package dev.mediakeep.embedded;

import dev.mediakeep.job.JobQueue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends what is overdue among the jobs each second, so that what a lost worker had goes on although
 * nobody runs a {@link dev.mediakeep.job.JobRunner}, and purges each minute those that ended long
 * ago. On a virtual thread of its own, from opening to closing. What fails is logged and tried
 * again at the next turn.
 */
final class JobUpkeep implements AutoCloseable {
  private static final Logger LOG = System.getLogger(JobUpkeep.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final long TURNS_A_PURGE = 60;

  private final JobQueue jobs;
  private final Duration keepEnded;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private final Thread thread;
  private boolean ended;

  private JobUpkeep(JobQueue jobs, Duration keepEnded) {
    this.jobs = jobs;
    this.keepEnded = keepEnded;
    this.thread = Thread.ofVirtual().name("mediakeep-job-upkeep").unstarted(this::run);
  }

  /**
   * Starts.
   *
   * @param keepEnded how long jobs are kept that have ended
   */
  static JobUpkeep start(JobQueue jobs, Duration keepEnded) {
    JobUpkeep upkeep = new JobUpkeep(jobs, keepEnded);
    upkeep.thread.start();
    return upkeep;
  }

  private void run() {
    long turn = 0;
    while (waitForTurn()) {
      turn(turn % TURNS_A_PURGE == 0);
      turn++;
    }
  }

  private void turn(boolean purges) {
    try {
      jobs.endOverdue();
      if (purges) {
        jobs.purgeEndedFor(keepEnded);
      }
    } catch (RuntimeException e) { // of any kind: the next turn must come
      LOG.log(Level.WARNING, "the upkeep of jobs failed and is tried again: " + e.getMessage(), e);
    }
  }

  /** Whether the time went by without the end being called. */
  private boolean waitForTurn() {
    lock.lock();
    try {
      long nanos = INTERVAL.toNanos();
      while (!ended && nanos > 0) {
        nanos = ending.awaitNanos(nanos);
      }
      return !ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the turn at hand. */
  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      ending.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
