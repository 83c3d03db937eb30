package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GracefulStopTest {
  private final AtomicReference<BlockingBlobs> store = new AtomicReference<>();
  private final TestService service = start(UnaryOperator.identity());

  private TestService start(UnaryOperator<HttpConfig.Builder> settings) {
    return new TestService(
        settings,
        new InMemoryMediaCatalog(),
        blobs -> {
          store.set(new BlockingBlobs(blobs));
          return store.get();
        });
  }

  @AfterEach
  void stop() {
    store.get().open();
    service.close();
  }

  private CompletableFuture<Void> closeWhenRefusing() throws Exception {
    CompletableFuture<Void> closing = CompletableFuture.runAsync(service.service::close);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (isAccepting() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    return closing;
  }

  private boolean isAccepting() {
    try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private final int port = service.service.port();

  @Test
  void finishes_an_upload_that_is_under_way() throws Exception {
    byte[] file = MagicProbe.png(50_000);
    try (RawHttp http = new RawHttp(service)) {
      http.send("POST /api/v1/media HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n")
          .send(java.util.Arrays.copyOf(file, 20_000));
      store.get().awaitArrivals(1);
      CompletableFuture<Void> closing = closeWhenRefusing();
      assertThat(closing).isNotDone();
      http.send(java.util.Arrays.copyOfRange(file, 20_000, 50_000));
      assertThat(http.answer().status()).isEqualTo(201);
      closing.get(20, TimeUnit.SECONDS);
    }
    assertThat(service.items()).isEqualTo(1);
  }

  @Test
  void finishes_a_download_that_is_under_way() throws Exception {
    String content = service.upload("", 900_000) + "/content";
    store.get().awaitArrivals(1);
    store.get().shut();
    CompletableFuture<HttpResponse<byte[]>> download =
        service.client().sendAsync(service.request(content).build(), BodyHandlers.ofByteArray());
    store.get().awaitArrivals(1);
    CompletableFuture<Void> closing = closeWhenRefusing();
    assertThat(closing).isNotDone();
    store.get().open();
    HttpResponse<byte[]> response = download.get(20, TimeUnit.SECONDS);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).hasSize(900_000);
    closing.get(20, TimeUnit.SECONDS);
  }

  @Test
  void is_not_ready_while_it_stops() throws Exception {
    ServiceState state = new ServiceState();
    HealthRoutes routes = new HealthRoutes(service.library, service.manifests::get, state);
    state.stop();
    Route ready = routes.routing().get(1);
    assertThat(ready.path()).isEqualTo("/health/ready");
    assertThatThrownBy(() -> ready.endpoint().answer(null))
        .isInstanceOfSatisfying(
            MediakeepException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_STOPPING));
  }

  @Test
  void idle_connections_do_not_hold_it_up() {
    try (RawHttp http = new RawHttp(service)) {
      http.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
      long start = System.nanoTime();
      service.service.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(http.isEnded()).isTrue();
    }
  }

  @Test
  void closing_twice_is_harmless_and_frees_the_port() {
    service.service.close();
    service.service.close();
    try (TestService next = new TestService(config -> config.port(port))) {
      assertThat(next.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_port_in_use_is_refused_by_name() {
    assertThatThrownBy(() -> new TestService(config -> config.port(port)))
        .isInstanceOfSatisfying(
            MediakeepException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_UNAVAILABLE);
              assertThat(e).hasMessageContaining("127.0.0.1:" + port);
            });
    assertThatThrownBy(() -> new TestService(config -> config.host("no such host")))
        .isInstanceOfSatisfying(
            MediakeepException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_UNAVAILABLE));
  }
}
