package dev.mediakeep.webhook.http;

import dev.mediakeep.webhook.WebhookUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection to an address that was checked, and to no other: the host is not looked up again, no
 * proxy is asked, and with https the certificate must be of the host. It is torn down at its
 * deadline, whatever the other side does. Used by one thread.
 */
final class Connection implements AutoCloseable {
  private final Socket plain;
  private final Socket socket;
  private final Deadline deadline;
  private final Future<?> end;

  private Connection(Socket plain, Socket socket, Deadline deadline, Future<?> end) {
    this.plain = plain;
    this.socket = socket;
    this.deadline = deadline;
    this.end = end;
  }

  /** What is needed to connect. */
  record Means(
      Supplier<SSLSocketFactory> tls, ScheduledExecutorService timer, Duration connectTimeout) {}

  /** Connects to the first of the addresses that answers. */
  static Connection open(
      WebhookUrl url, List<InetAddress> addresses, Means means, Deadline deadline)
      throws IOException {
    IOException failure = new SocketException("the host has no address");
    for (InetAddress address : addresses) {
      Socket plain = new Socket(Proxy.NO_PROXY);
      try {
        plain.connect(
            new InetSocketAddress(address, url.port()),
            deadline.leftMillis(means.connectTimeout()));
      } catch (IOException e) {
        failure = e;
        plain.close();
        continue;
      }
      return over(plain, url, means, deadline);
    }
    throw failure;
  }

  private static Connection over(Socket plain, WebhookUrl url, Means means, Deadline deadline)
      throws IOException {
    Future<?> end =
        means
            .timer()
            .schedule(() -> closeQuietly(plain), deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    boolean isOpen = false;
    try {
      plain.setTcpNoDelay(true);
      Socket socket = url.isSecure() ? secured(plain, url, means.tls().get()) : plain;
      isOpen = true;
      return new Connection(plain, socket, deadline, end);
    } finally {
      if (!isOpen) {
        end.cancel(false);
        closeQuietly(plain);
      }
    }
  }

  private static Socket secured(Socket plain, WebhookUrl url, SSLSocketFactory tls)
      throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, url.host(), url.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!isAddress(url.host())) {
      parameters.setServerNames(List.of(new SNIHostName(url.host())));
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** By the rules of a URL, nothing else has a colon or ends in a digit after its last dot. */
  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
  }

  void send(byte[] request) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(request);
    out.flush();
  }

  InputStream input() throws IOException {
    return socket.getInputStream();
  }

  /** Lets each read from now on wait no longer than that. */
  void limitReads(Duration longest) throws IOException {
    socket.setSoTimeout(deadline.leftMillis(longest));
  }

  /** Does not wait for the other side, as a farewell in TLS might. */
  @Override
  public void close() {
    end.cancel(false);
    closeQuietly(plain);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // What was to be said over it has been said, or will not be.
    }
  }
}
