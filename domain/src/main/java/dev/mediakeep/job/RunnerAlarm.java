package dev.mediakeep.job;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes a runner when there may be something to claim: at the times at which jobs are due that it
 * was told of, or at once where there may be room for another one. Thread-safe.
 */
final class RunnerAlarm implements JobListener {
  /** Those beyond are found when the runner looks of its own accord. */
  private static final int MOST_TIMES = 10_000;

  private final JobQueue queue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final NavigableSet<Instant> due = new TreeSet<>();
  private boolean isRinging;

  RunnerAlarm(JobQueue queue) {
    this.queue = queue;
  }

  @Override
  public void jobChanged(Job job) {
    if (job.state().kind().isFinal()) {
      ring();
    } else {
      job.state().claimableAt().ifPresent(this::set);
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

  private void set(Instant time) {
    lock.lock();
    try {
      due.add(time);
      if (due.size() > MOST_TIMES) {
        due.pollLast();
      }
      changed.signalAll();
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
      while (left > 0 && !isRinging && !isDue()) {
        changed.awaitNanos(Math.min(left, nanosUntilDue()));
        left = end - System.nanoTime();
      }
      isRinging = false;
      due.headSet(queue.now(), true).clear();
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue() {
    return !due.isEmpty() && !queue.now().isBefore(due.first());
  }

  private long nanosUntilDue() {
    return due.isEmpty()
        ? Long.MAX_VALUE
        : TimeUnit.MILLISECONDS.toNanos(Duration.between(queue.now(), due.first()).toMillis());
  }
}
