package dev.mediakeep.web;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;
import java.util.Set;

/** A connection that is in the set of open ones while it is handled. */
final class WatchedConnection implements ServerConnection {
  private final ServerConnection connection;
  private final WatchedContext context;
  private final Set<WatchedConnection> open;

  WatchedConnection(
      ServerConnection connection, WatchedContext context, Set<WatchedConnection> open) {
    this.connection = connection;
    this.context = context;
    this.open = open;
  }

  void closeIfOverdue(long now) {
    if (context.isOverdue(now)) {
      context.cut();
    }
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    open.add(this);
    try {
      answer(limit);
    } finally {
      open.remove(this);
    }
  }

  /** The server returns when it has refused a request that it could not read, else it throws. */
  private void answer(Limit limit) throws InterruptedException {
    try {
      connection.handle(limit);
    } catch (CloseConnectionException e) {
      if (!context.isBroken()) {
        throw e;
      }
    }
    context.drain();
  }

  @Override
  public Duration idleTime() {
    return Duration.ZERO; // this module keeps the time itself
  }

  /**
   * Interrupts when it must. Otherwise the connection ends by itself after the request at hand: an
   * interrupt could hit it in the midst of one that has just begun.
   */
  @Override
  public void close(boolean interrupt) {
    if (interrupt) {
      connection.close(true);
    }
  }
}
