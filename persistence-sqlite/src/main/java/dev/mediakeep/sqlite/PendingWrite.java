package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work and the thread that waits for it. The writer runs it, decides what became of it,
 * and answers when that is final; result and failure are handed over by the volatile flag.
 */
final class PendingWrite<T> {
  private final String what;
  private final SqlWork<T> unit;
  private final Thread caller = Thread.currentThread();
  private @Nullable T result;
  private @Nullable Throwable failure;
  private volatile boolean answered;

  PendingWrite(String what, SqlWork<T> unit) {
    this.what = what;
    this.unit = unit;
  }

  void run(Session session) throws SQLException {
    result = unit.on(session);
  }

  void fail(Throwable cause) {
    failure = cause;
  }

  /** Wakes the caller. */
  void answer() {
    answered = true;
    LockSupport.unpark(caller);
  }

  /**
   * Waits for the answer, which comes whatever happens to the writer. An interrupt does not end the
   * wait, because nobody could say then whether the unit took effect; it is kept for the caller.
   */
  T await() {
    boolean interrupted = false;
    while (!answered) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome();
  }

  @SuppressWarnings("NullAway") // the unit has run to its end, so the result is what it returned
  private T outcome() {
    if (failure != null) {
      throw onThisThread(failure);
    }
    return result;
  }

  /** The failure, with the stack of the thread that waited for it. */
  private RuntimeException onThisThread(Throwable cause) {
    return switch (cause) {
      case SQLException e -> SqlErrors.translate(what, e);
      case MediakeepException e -> new MediakeepException(e.problem(), e);
      case RuntimeException e -> e;
      default ->
          new MediakeepException(ErrorCode.STORE_UNAVAILABLE, what + " failed: " + cause, cause);
    };
  }
}
