package dev.mediakeep.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Streams of job events whose progress says when it was sent, in {@link System#nanoTime}. One
 * thread reads them all, so that what it takes from the processor is little. Not thread-safe.
 */
final class EventListeners implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Pattern SENT_AT = Pattern.compile("\"message\":\"(\\d+)\"");

  private final Selector selector = Selector.open();
  private final List<Double> latencies = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  /** What came of a line whose end has not come. */
  private static final class Unread {
    private final StringBuilder text = new StringBuilder();
  }

  private EventListeners() throws IOException {}

  /** Opens so many streams; returns when each has begun. */
  static EventListeners open(int port, int count) throws IOException {
    EventListeners listeners = new EventListeners();
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int number = 0; number < count; number++) {
      SocketChannel channel = SocketChannel.open(server);
      channel.write(
          ByteBuffer.wrap(
              "GET /api/v1/jobs/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
      requireBegun(channel);
      channel.configureBlocking(false);
      channel.register(listeners.selector, SelectionKey.OP_READ, new Unread());
    }
    return listeners;
  }

  private static void requireBegun(SocketChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(BUFFER_BYTES);
    channel.read(head);
    String text = StandardCharsets.US_ASCII.decode(head.flip()).toString();
    if (!text.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("the stream must begin with 200, was " + text.lines().findFirst());
    }
  }

  /** Reads until so many have told of progress in all. */
  void await(int count) throws IOException {
    while (latencies.size() < count) {
      selector.select();
      long now = System.nanoTime();
      for (SelectionKey key : selector.selectedKeys()) {
        read(key, now);
      }
      selector.selectedKeys().clear();
    }
  }

  /** Forgets what was read so far. */
  void forget() {
    latencies.clear();
  }

  /** From where progress was sent to where it was read, in milliseconds, for each listener. */
  Samples latencies() {
    return Samples.of(latencies);
  }

  private void read(SelectionKey key, long now) throws IOException {
    buffer.clear();
    if (((SocketChannel) key.channel()).read(buffer) < 0) {
      throw new EOFException("the server closed a stream");
    }
    StringBuilder text = ((Unread) key.attachment()).text;
    text.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
    int end = text.lastIndexOf("\n") + 1;
    Matcher sent = SENT_AT.matcher(text.substring(0, end));
    while (sent.find()) {
      latencies.add((now - Long.parseLong(sent.group(1))) / 1e6);
    }
    text.delete(0, end);
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
