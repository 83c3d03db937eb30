package dev.mediakeep.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A connection on which a test may say what no HTTP client would. */
final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** An answer, or what came of it. */
  record Answer(int status, String head, byte[] body) {
    String text() {
      return head + new String(body, StandardCharsets.UTF_8);
    }
  }

  RawHttp(TestService service) {
    try {
      socket = new Socket("127.0.0.1", service.service.port());
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = socket.getInputStream();
      out = socket.getOutputStream();
    } catch (IOException e) {
      throw new AssertionError("no connection", e);
    }
  }

  static Answer get(TestService service, String path) {
    try (RawHttp http = new RawHttp(service)) {
      return http.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
    }
  }

  RawHttp send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp send(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      return this;
    } catch (IOException e) {
      throw new AssertionError("the service broke the connection", e);
    }
  }

  RawHttp finishSending() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new AssertionError("the service broke the connection", e);
    }
  }

  /** Reads one answer, to the end of its declared length. */
  Answer answer() {
    try {
      String head = head();
      int status = Integer.parseInt(head.split(" ", 3)[1]);
      return new Answer(status, head, in.readNBytes(lengthIn(head)));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    byte[] end = {'\r', '\n', '\r', '\n'};
    byte[] seen = new byte[4];
    while (!Arrays.equals(seen, end)) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ended within a head: " + head);
      }
      head.write(next);
      System.arraycopy(seen, 1, seen, 0, 3);
      seen[3] = (byte) next;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int lengthIn(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  /** Whether the service has ended the connection; waits for it. */
  boolean isEnded() {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** All that comes until the connection ends, which it must do properly. */
  String rest() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("the connection did not end well", e);
    }
  }

  /** How many bytes come until the connection ends. */
  long countToEnd() {
    byte[] buffer = new byte[65_536];
    long total = 0;
    try {
      int count = in.read(buffer);
      while (count >= 0) {
        total += count;
        count = in.read(buffer);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the service did not end the connection", e);
    } catch (IOException e) {
      return total; // it was reset
    }
    return total;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError("closing failed", e);
    }
  }
}
