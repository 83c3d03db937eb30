package dev.mediakeep.web;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead on a connection while its request is held, which is the only way to notice that the
 * other side has gone. What comes in meanwhile belongs to the next requests, and is kept for them,
 * up to a bound: who sends more than that before he is answered is taken to be there. Who has ended
 * his side of the connection is taken to have gone, as nothing tells him from one who has.
 *
 * <p>Used by the connection's own thread only; the thread that reads ahead is the lookout's.
 */
final class Lookout {
  private static final int MOST_AHEAD_BYTES = 64 << 10;

  private final Supplier<byte @Nullable []> socket;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> ahead = new ArrayDeque<>();
  private int aheadBytes;
  private boolean isReading;
  private boolean isEnded;
  private Optional<Runnable> onEnd = Optional.empty();

  /**
   * A lookout that does not look yet.
   *
   * @param socket waits for bytes; null at the end of the connection
   */
  Lookout(Supplier<byte @Nullable []> socket) {
    this.socket = socket;
  }

  /**
   * Looks out, on a virtual thread that waits for bytes, until the next bytes are asked for.
   *
   * @param action is run when the connection ends, mostly on that thread, in place of what was to
   *     be run before
   */
  void watch(Runnable action) {
    if (begin(action)) {
      action.run();
    }
  }

  /** Returns whether the connection has ended already. */
  private boolean begin(Runnable action) {
    lock.lock();
    try {
      onEnd = isEnded ? Optional.empty() : Optional.of(action);
      if (!isReading && !isEnded && aheadBytes < MOST_AHEAD_BYTES) {
        isReading = true;
        Thread.ofVirtual().name("mediakeep-lookout").start(this::readAhead);
      }
      return isEnded;
    } finally {
      lock.unlock();
    }
  }

  private void readAhead() {
    boolean isMore = true;
    while (isMore) {
      isMore = keep(read());
    }
    toRunAtEnd().ifPresent(Runnable::run);
  }

  private byte @Nullable [] read() {
    try {
      return socket.get();
    } catch (RuntimeException e) { // of any kind: there is nobody to tell but who waits for bytes
      return null;
    }
  }

  /** Returns whether to read on. */
  private boolean keep(byte @Nullable [] bytes) {
    lock.lock();
    try {
      if (bytes == null) {
        isEnded = true;
      } else {
        ahead.add(bytes);
        aheadBytes += bytes.length;
      }
      isReading = !isEnded && onEnd.isPresent() && aheadBytes < MOST_AHEAD_BYTES;
      changed.signal();
      return isReading;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Runnable> toRunAtEnd() {
    lock.lock();
    try {
      Optional<Runnable> action = isEnded ? onEnd : Optional.empty();
      onEnd = isEnded ? Optional.empty() : onEnd;
      return action;
    } finally {
      lock.unlock();
    }
  }

  /** The next bytes, read ahead or not; null at the end of the connection. Looks out no more. */
  byte @Nullable [] next(Supplier<byte @Nullable []> reading) {
    lock.lock();
    try {
      onEnd = Optional.empty();
      while (ahead.isEmpty() && isReading) {
        changed.await();
      }
      if (!ahead.isEmpty()) {
        byte[] bytes = ahead.remove();
        aheadBytes -= bytes.length;
        return bytes;
      }
      if (isEnded) {
        return null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("waiting for bytes"));
    } finally {
      lock.unlock();
    }
    return reading.get();
  }
}
