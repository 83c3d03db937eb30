package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many calls pass at a time; others wait for a while, in turn, and are then refused. */
final class InFlight implements Guard {
  private final String what;
  private final int most;
  private final Semaphore permits;
  private final Duration patience;

  InFlight(String what, int most, Duration patience) {
    this.what = what;
    this.most = most;
    this.permits = new Semaphore(most, true);
    this.patience = patience;
  }

  @Override
  public Endpoint before(Endpoint endpoint) {
    return call -> {
      enter();
      try {
        endpoint.answer(call);
      } finally {
        permits.release();
      }
    };
  }

  private void enter() {
    try {
      if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new MediakeepException(
            ErrorCode.SERVICE_BUSY, "at most " + most + " " + what + " at a time, there are more");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediakeepException(ErrorCode.SERVICE_STOPPING, "the service is stopping", e);
    }
  }
}
