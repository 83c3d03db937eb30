package dev.mediakeep.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All connections that are open, watched: one whose other side takes too long is closed, since the
 * server itself waits for it without end. Speaks HTTP/1.1, and 1.0 to those who ask in it.
 */
final class Connections implements ServerConnectionSelector, AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  private final Http1ConnectionSelector http;
  private final HttpConfig config;
  private final Pace pace;
  private final Proxies proxies;
  private final Set<WatchedConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  Connections(HttpConfig config) {
    this.config = config;
    pace = Pace.of(config);
    proxies = new Proxies(config.trustedProxies());
    http =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    // Framing refuses longer ones before; these must not be stricter.
                    .maxHeadersSize(config.maxHeaderBytes() + OldHead.MOST_ADDED_BYTES)
                    .maxPrologueLength(config.maxHeaderBytes() + OldHead.MOST_ADDED_BYTES)
                    .sendKeepAliveHeader(false)
                    .addReceiveListener(new WatchedContext.HeadListener())
                    .addSendListener(new WatchedContext.AnswerListener())
                    .build())
            .build();
  }

  /** Watches from a thread of its own, until it is closed. */
  void watch() {
    Thread.ofPlatform().daemon().name("mediakeep-web-watch").start(this::lookUntilClosed);
  }

  private void lookUntilClosed() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        closeOverdue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeOverdue() {
    long now = System.nanoTime();
    open.forEach(connection -> connection.closeIfOverdue(now));
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  @Override
  public Support supports(BufferData start) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    WatchedContext watched = new WatchedContext(context, pace, stopping, config, proxies);
    return new WatchedConnection(http.connection(watched), watched, open);
  }

  /** Ends the connections that are idle now, and each other one after the request at hand. */
  void stop() {
    stopping.set(true);
    closeOverdue();
  }

  /** Watches no longer. */
  @Override
  public void close() {
    closed.countDown();
  }
}
