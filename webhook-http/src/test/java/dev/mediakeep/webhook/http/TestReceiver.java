package dev.mediakeep.webhook.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that remembers what it gets and answers as a test says. */
final class TestReceiver implements AutoCloseable {
  private final ServerSocket listener;
  private final Answer answer;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  /** Writes an answer; the connection is closed after it. */
  @FunctionalInterface
  interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * What came.
   *
   * @param names what TLS was told to want a certificate of
   */
  record Request(String line, Map<String, String> headers, String body, List<String> names) {}

  private TestReceiver(ServerSocket listener, Answer answer) {
    this.listener = listener;
    this.answer = answer;
  }

  static TestReceiver plain(String address, int port, Answer answer) throws IOException {
    return started(new ServerSocket(), address, port, answer);
  }

  static TestReceiver secure(SSLContext tls, String address, int port, Answer answer)
      throws IOException {
    return started(tls.getServerSocketFactory().createServerSocket(), address, port, answer);
  }

  private static TestReceiver started(
      ServerSocket listener, String address, int port, Answer answer) throws IOException {
    listener.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    TestReceiver receiver = new TestReceiver(listener, answer);
    Thread.ofVirtual().start(receiver::accept);
    return receiver;
  }

  static Answer answering(String head) {
    return out -> out.write((head + "\r\n").getBytes(ISO_8859_1));
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      List<String> names = List.of();
      if (socket instanceof SSLSocket secured) {
        secured.startHandshake();
        names = namesOf((ExtendedSSLSession) secured.getSession());
      }
      requests.add(read(socket.getInputStream(), names));
      answer.write(socket.getOutputStream());
    } catch (IOException e) {
      // The sender hung up: that is for the test to judge.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> namesOf(ExtendedSSLSession session) {
    return session.getRequestedServerNames().stream()
        .map(SNIServerName::getEncoded)
        .map(name -> new String(name, ISO_8859_1))
        .toList();
  }

  private static Request read(InputStream in, List<String> names) throws IOException {
    String requestLine = line(in);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.get("Content-Length")));
    return new Request(requestLine, headers, new String(body, UTF_8), names);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("hung up");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  Request next() throws InterruptedException {
    Request request = requests.poll(20, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  boolean gotNothing() {
    return requests.isEmpty();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
