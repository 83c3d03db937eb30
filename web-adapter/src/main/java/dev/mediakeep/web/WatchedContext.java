package dev.mediakeep.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a connection works with, and how long the other side has kept it waiting. The connection's
 * own thread writes the times, the watching thread reads them.
 */
final class WatchedContext implements ConnectionContext {
  /** What the socket reads at a time by itself. */
  private static final int SMALL_READ_BYTES = 8 << 10;

  /** What is read at a time of a body that is long and is there: a system call costs the same. */
  private static final int LARGE_READ_BYTES = 64 << 10;

  private final ConnectionContext context;
  private final Pace pace;
  private final AtomicBoolean stopping;
  private final Framing framing;
  private final DataReader reader;
  private final DataWriter writer;
  private final Lookout lookout;
  private final WatchedPeer peer;

  private volatile Phase phase = Phase.IDLE;
  private volatile long phaseSince = System.nanoTime();
  private volatile long movedBytes;
  private volatile long waitingSince;
  private volatile boolean waiting;
  private int lastReadBytes;
  private boolean isStreaming;

  private enum Phase {
    /** Before the first byte of a request. */
    IDLE,
    /** In a request's line and headers. */
    HEAD,
    /** In a request's body, if it has one. */
    BODY,
    /** In the answer. */
    ANSWER,
    /** In an answer that goes on for as long as the other side takes what there is. */
    STREAM,
    /** In what is left of a request's body once its answer has begun: it is thrown away. */
    REST,
    /** In whatever comes after a request that could not be read: it is thrown away. */
    DRAIN
  }

  WatchedContext(
      ConnectionContext context,
      Pace pace,
      AtomicBoolean stopping,
      HttpConfig config,
      Proxies proxies) {
    this.context = context;
    this.pace = pace;
    this.stopping = stopping;
    this.framing = new Framing(this::receive, config);
    this.reader = DataReader.create(framing::next);
    this.writer = new WatchedWriter(context.dataWriter());
    this.lookout = new Lookout(this::readSmall);
    this.peer = new WatchedPeer(context.remotePeer(), this, proxies);
  }

  /** Has it run once when the other side goes away before the request at hand is answered. */
  void lookOut(Runnable onEnd) {
    lookout.watch(onEnd);
  }

  /**
   * Says that the answer to the request at hand has no end that could be waited for.
   *
   * @return whether its end is that of the connection, as the other side knows of no chunks
   */
  boolean stream() {
    isStreaming = true;
    if (framing.isOld()) {
      framing.endAfterThis();
    }
    return framing.isOld();
  }

  boolean isOverdue(long now) {
    if (!waiting) {
      return false;
    }
    return switch (phase) {
      case IDLE -> stopping.get() || now - waitingSince > pace.idle();
      case HEAD -> now - phaseSince > pace.head();
      case BODY, ANSWER ->
          now - waitingSince > pace.stall() || now - phaseSince > pace.allowance(movedBytes);
      case STREAM -> now - waitingSince > pace.stall();
      case REST -> now - phaseSince > pace.rest();
      case DRAIN -> now - waitingSince > pace.lull() || now - phaseSince > pace.rest();
    };
  }

  /** Closes the socket, so that whoever waits for it fails at once. */
  void cut() {
    try {
      context.serverSocket().close();
    } catch (UncheckedIOException e) {
      waiting = false; // it is closed already
    }
  }

  /** Whether a body could not be read, so that nothing behind it can either. */
  boolean isBroken() {
    return framing.isBroken();
  }

  /**
   * Reads and forgets what still comes in, for a while. To close a connection on which bytes are
   * unread is to reset it, and then the other side may never see the answer.
   */
  void drain() {
    enter(Phase.DRAIN);
    long drained = 0;
    byte[] bytes = receive();
    while (bytes != null && drained < UnreadBodies.MAX_DISCARDED_BYTES) {
      drained += bytes.length;
      bytes = receive();
    }
  }

  private byte @Nullable [] receive() {
    if (phase == Phase.ANSWER || phase == Phase.STREAM) {
      isStreaming = false;
      enter(framing.isInBody() ? Phase.REST : Phase.IDLE);
    }
    if (phase == Phase.BODY && movedBytes == 0) {
      enter(Phase.BODY); // until now the other side was kept waiting, not this one
    }
    if (phase == Phase.IDLE && stopping.get()) {
      throw new CloseConnectionException("the service is stopping");
    }
    await();
    try {
      byte[] bytes = lookout.next(this::read);
      received(bytes);
      return bytes;
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("reading from the connection failed", e);
    } finally {
      waiting = false;
    }
  }

  private byte @Nullable [] read() {
    return isPouring() ? readLarge() : readSmall();
  }

  private byte @Nullable [] readSmall() {
    return context.serverSocket().get();
  }

  private boolean isPouring() {
    return phase == Phase.BODY && lastReadBytes >= SMALL_READ_BYTES;
  }

  @SuppressWarnings("removal") // Helidon 4 has no other way to read more than 8 KB at a time
  private byte @Nullable [] readLarge() {
    byte[] bytes = new byte[LARGE_READ_BYTES];
    int count = context.serverSocket().read(BufferData.create(bytes).reset());
    if (count < 0) {
      return null;
    }
    return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
  }

  private void received(byte @Nullable [] bytes) {
    if (phase == Phase.IDLE) {
      enter(Phase.HEAD);
    }
    if (bytes != null) {
      lastReadBytes = bytes.length;
      moved(bytes.length);
    }
  }

  private void enter(Phase next) {
    phaseSince = System.nanoTime();
    movedBytes = 0;
    phase = next;
  }

  private void await() {
    waitingSince = System.nanoTime();
    waiting = true;
  }

  private void moved(long bytes) {
    long before = movedBytes;
    movedBytes = before + bytes; // only this connection's thread writes
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public ListenerContext listenerContext() {
    return context.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return context.executor();
  }

  @Override
  public Router router() {
    return context.router();
  }

  @Override
  public HelidonSocket serverSocket() {
    return context.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return peer;
  }

  @Override
  public PeerInfo localPeer() {
    return context.localPeer();
  }

  @Override
  public boolean isSecure() {
    return context.isSecure();
  }

  @Override
  public String socketId() {
    return context.socketId();
  }

  @Override
  public String childSocketId() {
    return context.childSocketId();
  }

  private void complete(WritableHeaders<?> answer) {
    if (isStreaming && framing.isOld()) {
      answer.remove(HeaderNames.CONTENT_LENGTH); // it kept the server from making chunks
      answer.set(HeaderValues.CONNECTION_CLOSE);
    } else if (framing.mustSayKeepAlive()) {
      answer.setIfAbsent(HeaderValues.CONNECTION_KEEP_ALIVE);
    }
  }

  /** Hears that a request's headers are complete. */
  static final class HeadListener implements Http1ConnectionListener {
    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (context instanceof WatchedContext watched
          && headers instanceof WritableHeaders<?> changeable) {
        watched.enter(Phase.BODY);
        watched.framing.body(changeable);
      }
    }
  }

  /** Hears that an answer begins. */
  static final class AnswerListener implements Http1ConnectionListener {
    @Override
    public void status(ConnectionContext context, Status status) {
      if (context instanceof WatchedContext watched) {
        watched.enter(watched.isStreaming ? Phase.STREAM : Phase.ANSWER);
      }
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (context instanceof WatchedContext watched
          && headers instanceof WritableHeaders<?> answer) {
        watched.complete(answer);
      }
    }
  }

  private final class WatchedWriter implements DataWriter {
    private final DataWriter out;

    WatchedWriter(DataWriter out) {
      this.out = out;
    }

    @Override
    public void write(BufferData... buffers) {
      write(BufferData.create(buffers));
    }

    @Override
    public void write(BufferData buffer) {
      int length = buffer.available();
      await();
      try {
        out.write(buffer);
      } finally {
        waiting = false;
        moved(length);
      }
    }

    @Override
    public void writeNow(BufferData... buffers) {
      write(buffers);
    }

    @Override
    public void writeNow(BufferData buffer) {
      write(buffer);
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {
      out.close();
    }
  }
}
