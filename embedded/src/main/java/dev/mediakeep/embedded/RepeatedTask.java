package dev.mediakeep.embedded;

import dev.mediakeep.error.FaultRun;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Something that is done again and again, on a virtual thread of its own, until it is closed.
 * Thread-safe.
 */
final class RepeatedTask implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RepeatedTask.class.getName());

  private final FaultRun faults;
  private final Duration least;
  private final Duration afterFault;
  private final Supplier<Duration> task;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private Duration firstWait = Duration.ZERO;
  private boolean isWoken;
  private boolean isEnded;

  /**
   * A task that has not begun.
   *
   * @param least how long it pauses at least, so that what comes meanwhile is dealt with together
   * @param afterFault when it is due again after it threw, which is logged
   * @param task does it, and answers after how long it is due again unless it is woken before
   */
  RepeatedTask(String name, Duration least, Duration afterFault, Supplier<Duration> task) {
    this.faults = new FaultRun(name);
    this.least = least;
    this.afterFault = afterFault;
    this.task = task;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Begins with it at once. */
  void start() {
    startAfter(Duration.ZERO);
  }

  /** Begins with it after that time, or when it is woken. */
  void startAfter(Duration time) {
    firstWait = time;
    thread.start();
  }

  private void run() {
    try {
      pause(firstWait, true);
      while (!isEnded()) {
        Duration longest = attempt();
        pause(least, false);
        pause(longest.minus(least), true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing that is thrown, an error for want of memory say, is the end of it. */
  private Duration attempt() {
    try {
      Duration next = task.get();
      faults.succeeded().ifPresent(line -> LOG.log(Level.INFO, line));
      return next;
    } catch (Throwable e) { // of any kind: the next turn must come
      faults.failed(e).ifPresent(line -> LOG.log(Level.WARNING, line, e));
      return afterFault;
    }
  }

  private boolean isEnded() {
    lock.lock();
    try {
      return isEnded;
    } finally {
      lock.unlock();
    }
  }

  private void pause(Duration time, boolean untilWoken) throws InterruptedException {
    lock.lock();
    try {
      long nanos = time.toNanos();
      while (nanos > 0 && !isEnded && !(untilWoken && isWoken)) {
        nanos = changed.awaitNanos(nanos);
      }
      isWoken &= !untilWoken;
    } finally {
      lock.unlock();
    }
  }

  /** Lets it be done again soon. */
  void wake() {
    lock.lock();
    try {
      isWoken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the end of what it is at. May be called again. */
  @Override
  public void close() {
    lock.lock();
    try {
      isEnded = true;
      changed.signalAll();
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
