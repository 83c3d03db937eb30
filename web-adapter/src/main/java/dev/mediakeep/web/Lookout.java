package dev.mediakeep.web;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead on a connection while its request is held, which is the only way to notice that the
 * other side has gone. What comes in meanwhile belongs to the next request, and is kept for it.
 * Used by the connection's own thread only.
 */
final class Lookout {
  private final Supplier<byte[]> socket;
  private @Nullable CompletableFuture<Optional<byte[]>> ahead;

  /**
   * A lookout that does not look yet.
   *
   * @param socket waits for bytes; null at the end of the connection
   */
  Lookout(Supplier<byte[]> socket) {
    this.socket = socket;
  }

  /**
   * Looks out, on a virtual thread that waits for bytes. One who sends more before he is answered
   * is taken to be there.
   *
   * @param onEnd is run when the connection ends, on that thread
   */
  void watch(Runnable onEnd) {
    if (ahead == null) {
      CompletableFuture<Optional<byte[]>> reading = new CompletableFuture<>();
      ahead = reading;
      Thread.ofVirtual().name("mediakeep-lookout").start(() -> read(reading, onEnd));
    }
  }

  private void read(CompletableFuture<Optional<byte[]>> reading, Runnable onEnd) {
    Optional<byte[]> bytes = read();
    reading.complete(bytes);
    if (bytes.isEmpty()) {
      onEnd.run();
    }
  }

  private Optional<byte[]> read() {
    try {
      return Optional.ofNullable(socket.get());
    } catch (RuntimeException e) { // of any kind: there is nobody to tell but who waits for bytes
      return Optional.empty();
    }
  }

  /** The next bytes, read ahead or not; null at the end of the connection. */
  byte @Nullable [] next(Supplier<byte @Nullable []> reading) {
    CompletableFuture<Optional<byte[]>> pending = ahead;
    if (pending == null) {
      return reading.get();
    }
    ahead = null;
    try {
      return pending.get().orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("waiting for bytes"));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
