package dev.mediakeep.webhook;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes who waits for it; where nobody waits, the next one does not wait. Thread-safe. */
final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private boolean isRinging;

  void ring() {
    lock.lock();
    try {
      isRinging = true;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it rings, at most that long. */
  void await(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (left > 0 && !isRinging) {
        left = rung.awaitNanos(left);
      }
      isRinging = false;
    } finally {
      lock.unlock();
    }
  }
}
