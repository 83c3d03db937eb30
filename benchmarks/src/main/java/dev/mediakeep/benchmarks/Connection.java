package dev.mediakeep.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP/1.1 connection that is kept alive and costs next to nothing: what it takes from the
 * processor, the server has not got. Bodies are counted, not kept. Not thread-safe.
 */
final class Connection implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] sink = new byte[BUFFER_BYTES];

  /** What came back. */
  record Answer(int status, long bytes, Optional<String> location) {}

  private record Head(int status, Map<String, String> fields) {
    long length() {
      return Long.parseLong(fields.getOrDefault("content-length", "0"));
    }

    boolean isChunked() {
      return fields.getOrDefault("transfer-encoding", "").equals("chunked");
    }
  }

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    this.out = socket.getOutputStream();
  }

  static Connection open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    return new Connection(socket);
  }

  Answer get(String path) throws IOException {
    out.write(ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    return answer();
  }

  /** Sends a body of one piece with that verb. */
  Answer send(String verb, String path, String type, byte[] body) throws IOException {
    out.write(head(verb, path, type, body.length));
    out.write(body);
    return answer();
  }

  /** Sends a body that is read from a stream. */
  Answer send(String verb, String path, String type, long length, InputStream body)
      throws IOException {
    out.write(head(verb, path, type, length));
    body.transferTo(out);
    return answer();
  }

  private static byte[] head(String verb, String path, String type, long length) {
    return ascii(
        verb
            + (" " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type)
            + ("\r\nContent-Length: " + length + "\r\n\r\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Answer answer() throws IOException {
    Head head = head();
    long bytes = head.isChunked() ? skipChunks() : skip(head.length());
    return new Answer(head.status(), bytes, Optional.ofNullable(head.fields().get("location")));
  }

  private Head head() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> fields = new HashMap<>();
    for (String field = line(); !field.isEmpty(); field = line()) {
      int colon = field.indexOf(':');
      fields.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
    }
    return new Head(status, fields);
  }

  private long skipChunks() throws IOException {
    long total = 0;
    long size;
    do {
      size = Long.parseLong(line(), 16);
      total += skip(size);
      line();
    } while (size > 0);
    return total;
  }

  private long skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      int read = in.read(sink, 0, (int) Math.min(left, sink.length));
      if (read < 0) {
        throw new EOFException(left + " of " + length + " bytes are missing");
      }
      left -= read;
    }
    return length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
