package dev.mediakeep.job;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes a runner when there may be something to claim: at the time at which a job is due that it
 * was told of, or at once where there may be room for another one. Thread-safe.
 */
final class RunnerAlarm implements JobListener {
  private final JobQueue queue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Instant due = Instant.MAX;
  private boolean isRinging;

  RunnerAlarm(JobQueue queue) {
    this.queue = queue;
  }

  @Override
  public void jobChanged(Job job) {
    if (job.state().kind().isFinal()) {
      ring();
    } else {
      job.state().claimableAt().ifPresent(this::setNoLaterThan);
    }
  }

  @Override
  public void timePassed() {
    ring();
  }

  @Override
  public void laneChanged(Lane lane) {
    ring();
  }

  void ring() {
    lock.lock();
    try {
      isRinging = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void setNoLaterThan(Instant time) {
    lock.lock();
    try {
      if (time.isBefore(due)) {
        due = time;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it rings or something is due, at most that long. */
  void await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    lock.lock();
    try {
      long left = longest.toNanos();
      while (left > 0 && !isRinging && queue.now().isBefore(due)) {
        changed.awaitNanos(Math.min(left, nanosUntilDue()));
        left = end - System.nanoTime();
      }
      isRinging = false;
      if (!queue.now().isBefore(due)) {
        due = Instant.MAX;
      }
    } finally {
      lock.unlock();
    }
  }

  private long nanosUntilDue() {
    Duration wait = Duration.between(queue.now(), due);
    return wait.compareTo(Duration.ofDays(1)) < 0 ? wait.toNanos() : TimeUnit.DAYS.toNanos(1);
  }
}
