package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many calls be held open at a time, and half as many from one address. Others are refused
 * at once: those that are held may stay for long. Thread-safe.
 */
final class HeldCalls implements Guard {
  private final String what;
  private final int most;
  private final int mostByAddress;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<CallerAddress, Integer> held = new HashMap<>();
  private int all;

  HeldCalls(String what, int most) {
    this.what = what;
    this.most = most;
    this.mostByAddress = (most + 1) / 2;
  }

  @Override
  public Endpoint before(Endpoint endpoint) {
    return call -> {
      CallerAddress address = call.address();
      enter(address)
          .ifPresent(refusal -> {
            throw refusal;
          });
      try {
        endpoint.answer(call);
      } finally {
        leave(address);
      }
    };
  }

  private Optional<MediakeepException> enter(CallerAddress address) {
    lock.lock();
    try {
      int own = held.getOrDefault(address, 0);
      if (own >= mostByAddress) {
        return Optional.of(refusal(ErrorCode.TOO_MANY_STREAMS, mostByAddress, " from one address"));
      }
      if (all >= most) {
        return Optional.of(refusal(ErrorCode.SERVICE_BUSY, most, ""));
      }
      held.put(address, own + 1);
      all++;
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private MediakeepException refusal(ErrorCode code, int limit, String where) {
    return new MediakeepException(
        code, "at most " + limit + " " + what + " at a time" + where + ", there are as many");
  }

  private void leave(CallerAddress address) {
    lock.lock();
    try {
      held.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
      all--;
    } finally {
      lock.unlock();
    }
  }
}
