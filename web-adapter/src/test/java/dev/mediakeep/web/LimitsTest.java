package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.SERVICE_BUSY;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static dev.mediakeep.web.TestService.MEDIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  private final List<BlockingBlobs> stores = new ArrayList<>();
  private final List<TestService> services = new ArrayList<>();

  @AfterEach
  void stop() {
    stores.forEach(BlockingBlobs::open);
    services.forEach(TestService::close);
  }

  private TestService start(UnaryOperator<HttpConfig.Builder> settings) {
    TestService service =
        new TestService(
            settings,
            new InMemoryMediaCatalog(),
            blobs -> {
              stores.add(new BlockingBlobs(blobs));
              return stores.getLast();
            });
    services.add(service);
    return service;
  }

  private static CompletableFuture<HttpResponse<String>> sendUpload(TestService service) {
    return service
        .client()
        .sendAsync(
            service.request(MEDIA).POST(BodyPublishers.ofByteArray(MagicProbe.png(100))).build(),
            BodyHandlers.ofString());
  }

  @Test
  void one_upload_too_many_is_told_to_come_again() throws Exception {
    TestService service = start(config -> config.maxUploads(2));
    BlockingBlobs blobs = stores.getFirst();
    blobs.shut();
    CompletableFuture<HttpResponse<String>> first = sendUpload(service);
    CompletableFuture<HttpResponse<String>> second = sendUpload(service);
    blobs.awaitArrivals(2);

    HttpResponse<String> third = service.post(MEDIA, MagicProbe.png(100));
    assertProblem(third, 503, SERVICE_BUSY);
    assertThat(third.headers().firstValue("Retry-After")).contains("2");
    assertThat(service.get(MEDIA).statusCode()).isEqualTo(200);

    blobs.open();
    assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    assertThat(second.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    assertThat(service.post(MEDIA, MagicProbe.png(100)).statusCode()).isEqualTo(201);
  }

  @Test
  void a_waiting_upload_gets_its_turn() throws Exception {
    TestService service = start(config -> config.maxUploads(1).patience(Duration.ofSeconds(20)));
    BlockingBlobs blobs = stores.getFirst();
    blobs.shut();
    CompletableFuture<HttpResponse<String>> first = sendUpload(service);
    blobs.awaitArrivals(1);
    CompletableFuture<HttpResponse<String>> second = sendUpload(service);
    blobs.open();
    assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    assertThat(second.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
  }

  @Test
  void health_answers_while_all_else_is_saturated() throws Exception {
    TestService service = start(config -> config.maxRequests(1));
    String content = service.upload("") + "/content";
    BlockingBlobs blobs = stores.getFirst();
    blobs.awaitArrivals(1);
    blobs.shut();
    CompletableFuture<HttpResponse<String>> held =
        service.client().sendAsync(service.request(content).build(), BodyHandlers.ofString());
    blobs.awaitArrivals(1);

    assertProblem(service.get(MEDIA), 503, SERVICE_BUSY);
    assertProblem(service.get("/"), 503, SERVICE_BUSY);
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);

    blobs.open();
    assertThat(held.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void an_aborted_upload_leaves_nothing_and_no_trace_in_the_log() throws Exception {
    TestService service = start(UnaryOperator.identity());
    BlockingBlobs blobs = stores.getFirst();
    try (RecordedLog log = new RecordedLog()) {
      try (RawHttp http = new RawHttp(service)) {
        http.send("POST /api/v1/media HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\n")
            .send(MagicProbe.png(20_000));
        blobs.awaitArrivals(1);
      }
      assertThat(blobs.cutOffOnce.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(blobs.cutOff.get()).isEqualTo(1);
      assertThat(blobs.staging.get()).isZero();
      assertThat(service.items()).isZero();
      service.close();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void an_upload_that_ends_early_is_told_so() {
    TestService service = start(UnaryOperator.identity());
    try (RawHttp http = new RawHttp(service)) {
      RawHttp.Answer answer =
          http.send(
                  "POST /api/v1/media HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n")
              .send(MagicProbe.png(8_000))
              .finishSending()
              .answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("UPLOAD_INTERRUPTED");
    }
  }

  @Test
  void a_download_that_nobody_takes_leaves_no_trace_in_the_log() {
    TestService service = start(UnaryOperator.identity());
    String content = service.upload("", 900_000) + "/content";
    stores.getFirst().awaitArrivals(1);
    try (RecordedLog log = new RecordedLog()) {
      for (int round = 0; round < 5; round++) {
        try (RawHttp http = new RawHttp(service)) {
          http.send("GET " + content + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
          stores.getFirst().awaitArrivals(1);
        }
      }
      service.close();
      assertThat(log.lines()).allMatch(LimitsTest::isHelidonClosingItsSocket);
    }
  }

  /** Helidon 4.5.0 takes it for a fault when its socket is closed between two connections. */
  private static boolean isHelidonClosingItsSocket(String line) {
    return line.equals(
        "Got a throwable while listening, this server socket is terminating now "
            + ClosedChannelException.class.getName());
  }

  @Test
  void whoever_is_too_slow_is_cut_off() {
    TestService service =
        start(config ->
            config
                .headTimeout(Duration.ofMillis(200))
                .idleTimeout(Duration.ofMillis(300))
                .stallTimeout(Duration.ofMillis(200)));
    String post = "POST /api/v1/media HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n";
    try (RawHttp silent = new RawHttp(service);
        RawHttp head = new RawHttp(service);
        RawHttp body = new RawHttp(service)) {
      head.send(post);
      body.send(post + "\r\nx");
      assertThat(silent.isEnded()).isTrue();
      assertThat(head.isEnded()).isTrue();
      assertThat(body.isEnded()).isTrue();
    }
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 90\r\n\r\nx", "Transfer-Encoding: chunked\r\n\r\n5\r\nx"})
  void the_rest_of_a_refused_body_is_not_waited_for(String body) {
    TestService service = start(config -> config.stallTimeout(Duration.ofMillis(200)));
    try (RawHttp http = new RawHttp(service)) {
      http.send("POST /api/v1/media?seed=x HTTP/1.1\r\nHost: localhost\r\n" + body);
      assertThat(http.answer().status()).isEqualTo(400);
      assertThat(http.isEnded()).isTrue();
    }
  }

  @Test
  void whoever_takes_nothing_is_cut_off() {
    TestService service = start(config -> config.stallTimeout(Duration.ofMillis(200)));
    byte[] large = MagicProbe.mp4(1_900_000);
    HttpResponse<String> added = service.post(MEDIA, large);
    String content = TestService.json(added).path("links").path("content").asText();
    try (RawHttp http = new RawHttp(service)) {
      int more = 20; // than the buffers on the way hold
      http.send(("GET " + content + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(more));
      stores.getFirst().awaitArrivals(2);
      long start = System.nanoTime();
      service.service.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
      assertThat(http.countToEnd()).isLessThan((long) more * large.length);
    }
  }
}
