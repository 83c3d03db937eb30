package dev.mediakeep.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Counts jobs that are done, for a side that does them by itself. */
final class Finished {
  private static final long LONGEST_MINUTES = 2;

  private CountDownLatch left = new CountDownLatch(0);
  private int expected;
  private long firstAt;

  /** From now on so many are waited for. */
  synchronized void expect(int jobs) {
    expected = jobs;
    firstAt = 0;
    left = new CountDownLatch(jobs);
  }

  /** One is done. */
  synchronized void one() {
    if (firstAt == 0) {
      firstAt = System.nanoTime();
    }
    left.countDown();
  }

  /** Waits for the last; how many were done in a second, from the first on. */
  double rate() throws InterruptedException, TimeoutException {
    if (!latch().await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      throw new TimeoutException(latch().getCount() + " of " + expected + " jobs are not done");
    }
    return expected * Callers.NANOS_PER_SECOND / (System.nanoTime() - started());
  }

  private synchronized CountDownLatch latch() {
    return left;
  }

  private synchronized long started() {
    return firstAt;
  }
}
