package dev.mediakeep.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mediakeep.webhook.ReceiverList;
import dev.mediakeep.webhook.WebhookRules;
import dev.mediakeep.webhook.WebhookUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** A receiver of webhooks on this machine. */
final class HookServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final HttpServer server;
  private final BlockingQueue<Hook> hooks = new LinkedBlockingQueue<>();

  /** What came. */
  record Hook(String id, String timestamp, String signature, String body) {}

  /** A receiver that answers each with a status; 0 is to hang up. */
  HookServer(ToIntFunction<Hook> status) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/hook", exchange -> answer(exchange, status));
    server.start();
  }

  private void answer(HttpExchange exchange, ToIntFunction<Hook> status) throws IOException {
    try (exchange) {
      Hook hook =
          new Hook(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      int code = status.applyAsInt(hook);
      hooks.add(hook);
      if (code > 0) {
        exchange.sendResponseHeaders(code, -1);
      }
    }
  }

  Hook next() throws InterruptedException {
    Hook hook = hooks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (hook == null) {
      throw new AssertionError("no webhook came");
    }
    return hook;
  }

  int port() {
    return server.getAddress().getPort();
  }

  static WebhookUrl url(int port) {
    return new WebhookUrl("http://127.0.0.1:" + port + "/hook?token=hunter2");
  }

  /** Allows this machine as a receiver. */
  static WebhookRules rules(int port) {
    return WebhookRules.builder()
        .http(true)
        .ports(Set.of(port))
        .receivers(ReceiverList.parse("allow", "127.0.0.1"))
        .build();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
