package dev.mediakeep.webhook.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mediakeep.webhook.SignedMessage;
import dev.mediakeep.webhook.WebhookAnswer;
import dev.mediakeep.webhook.WebhookAnswer.Fault;
import dev.mediakeep.webhook.WebhookSender;
import dev.mediakeep.webhook.WebhookUrl;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLContext;

/**
 * Sends webhooks over HTTP/1.1, a connection each. So that nobody can have it speak to a network
 * that he cannot reach himself:
 *
 * <ul>
 *   <li>The host is looked up once a try; where any of its addresses breaks the rules, nothing is
 *       sent; and the connection is made to one of exactly those addresses. A name that leads
 *       somewhere else a moment later (DNS rebinding) changes nothing.
 *   <li>A redirect is a failure. No proxy is used, whatever the system's properties say.
 *   <li>Of the answer, only the status and Retry-After are looked at, and nothing is shown.
 * </ul>
 *
 * <p>java.net.http would look the name up itself, again, and cannot be given an address together
 * with the name for the certificate; a socket can. Thread-safe.
 */
public final class HttpWebhookSender implements WebhookSender, AutoCloseable {
  private static final int MOST_ADDRESSES = 4;
  private static final int MAX_BODY_BYTES = 16_384;
  private static final Duration BODY_TIME = Duration.ofMillis(500);

  private final HttpWebhookConfig config;
  private final TimedResolver resolver;
  private final ScheduledThreadPoolExecutor timer;
  private final Connection.Means means;

  HttpWebhookSender(HttpWebhookConfig config, Resolver resolver) {
    this.config = config;
    this.resolver = new TimedResolver(resolver);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("mediakeep-webhook-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    this.means =
        new Connection.Means(
            () -> config.tls().orElseGet(HttpWebhookSender::trusting).getSocketFactory(),
            timer,
            config.connectTimeout());
  }

  /** A sender that asks the system for the addresses of hosts. */
  public static HttpWebhookSender open(HttpWebhookConfig config) {
    return new HttpWebhookSender(config, host -> Arrays.asList(InetAddress.getAllByName(host)));
  }

  /** Reads the JVM's certificates the first time, which is left until somebody is sent to. */
  private static SSLContext trusting() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JVM's own TLS configuration must be sound", e);
    }
  }

  @Override
  public WebhookAnswer send(SignedMessage message) {
    Deadline deadline = Deadline.in(config.timeout());
    try {
      return send(message, deadline);
    } catch (IOException e) {
      return failed(
          Fault.HOST, deadline.isOver() ? "took longer than " + config.timeout() : Causes.of(e));
    }
  }

  private WebhookAnswer send(SignedMessage message, Deadline deadline) throws IOException {
    WebhookUrl url = message.message().url();
    Optional<String> forbidden = config.rules().refuse(url).map(problem -> problem.message());
    if (forbidden.isPresent()) {
      return failed(Fault.MESSAGE, forbidden.get());
    }
    List<InetAddress> addresses = resolver.addressesOf(url.host(), deadline.left());
    Optional<String> refused =
        addresses.stream()
            .flatMap(address -> config.rules().refuse(url.host(), address).stream())
            .findFirst();
    if (refused.isPresent()) {
      return failed(Fault.HOST, "host " + refused.get());
    }
    List<InetAddress> few = addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES));
    try (Connection connection = Connection.open(url, few, means, deadline)) {
      return exchange(connection, message);
    }
  }

  private WebhookAnswer exchange(Connection connection, SignedMessage message) throws IOException {
    connection.limitReads(config.timeout());
    connection.send(request(message));
    InputStream in = new BufferedInputStream(connection.input());
    ResponseHead head = ResponseHead.read(in);
    if (!head.isEmpty()) {
      readBody(connection, in);
    }
    return answer(head);
  }

  private static byte[] request(SignedMessage message) {
    byte[] body = message.message().body().getBytes(UTF_8);
    URI uri = message.message().url().uri();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(path).append(query).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(uri.getHost()).append(port).append("\r\n");
    head.append("User-Agent: Mediakeep\r\nContent-Type: application/json\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n");
    message
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }

  /** Some of it, for a moment, so that a small one is not cut off; it is for nobody. */
  private static void readBody(Connection connection, InputStream in) {
    Deadline enough = Deadline.in(BODY_TIME);
    byte[] piece = new byte[MAX_BODY_BYTES];
    int left = MAX_BODY_BYTES;
    try {
      while (left > 0 && !enough.isOver()) {
        connection.limitReads(enough.left());
        int read = in.read(piece, 0, left);
        left = read < 0 ? 0 : left - read;
      }
    } catch (IOException e) {
      // The status was read, and it is what counts.
    }
  }

  private WebhookAnswer answer(ResponseHead head) {
    int status = head.status();
    if (status < 300) {
      return new WebhookAnswer.Taken();
    }
    if (status == 410) {
      return new WebhookAnswer.Gone();
    }
    if (status < 400) {
      return failed(Fault.MESSAGE, "answered " + status + ", and redirects are not followed");
    }
    Fault fault = status == 429 || status >= 500 ? Fault.HOST : Fault.MESSAGE;
    return new WebhookAnswer.Failed(
        fault, "answered " + status, head.rest(config.clock().instant()));
  }

  private static WebhookAnswer failed(Fault fault, String problem) {
    return new WebhookAnswer.Failed(fault, problem, Optional.empty());
  }

  /** Ends what is under way with failures. May be called again. */
  @Override
  public void close() {
    resolver.close();
    timer.shutdownNow();
  }
}
