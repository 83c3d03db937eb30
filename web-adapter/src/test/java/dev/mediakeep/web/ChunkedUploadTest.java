package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkedUploadTest {
  private static final String HEAD =
      "POST /api/v1/media HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final AtomicReference<BlockingBlobs> store = new AtomicReference<>();
  private final TestService service =
      new TestService(
          UnaryOperator.identity(),
          new InMemoryMediaCatalog(),
          blobs -> {
            store.set(new BlockingBlobs(blobs));
            return store.get();
          });

  @AfterEach
  void stop() {
    service.close();
  }

  private static RawHttp send(RawHttp http, byte[] file, String after) {
    return http.send(HEAD + Integer.toHexString(file.length) + "\r\n").send(file).send(after);
  }

  @Test
  void a_chunk_that_does_not_end_is_refused_and_ends_the_connection() {
    try (RawHttp http = new RawHttp(service)) {
      String smuggled = "XX0\r\n\r\n" + LIVE;
      RawHttp.Answer answer = send(http, MagicProbe.png(100), smuggled).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text())
          .contains("REQUEST_MALFORMED")
          .contains("a chunk and its lines must end in CRLF")
          .containsIgnoringCase("connection: close");
      assertThat(http.isEnded()).isTrue();
    }
    assertThat(service.items()).isZero();
  }

  @Test
  void a_chunk_beyond_all_buffers_is_kept_as_it_comes() throws Exception {
    byte[] file = MagicProbe.mp4(1_900_000);
    try (RawHttp http = new RawHttp(service)) {
      http.send(HEAD + Integer.toHexString(file.length) + "\r\n");
      http.send(Arrays.copyOf(file, 100_000));
      store.get().awaitArrivals(1); // the store has the start before the chunk has its end
      http.send(Arrays.copyOfRange(file, 100_000, file.length));
      assertThat(http.send("\r\n0\r\n\r\n").answer().status()).isEqualTo(201);
    }
  }

  @Test
  void fields_after_the_last_chunk_are_ignored() {
    try (RawHttp http = new RawHttp(service)) {
      String end = "\r\n0;last\r\nDigest: sha-256=x\r\nX-Time: 3\r\n\r\n";
      assertThat(send(http, MagicProbe.png(100), end).answer().status()).isEqualTo(201);
      assertThat(http.send(LIVE).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void fields_after_the_last_chunk_have_the_limit_of_headers() {
    try (RawHttp http = new RawHttp(service)) {
      String end = "\r\n0\r\nX: " + "x".repeat(17_000) + "\r\n\r\n";
      RawHttp.Answer answer = send(http, MagicProbe.png(100), end).answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text()).contains("the fields after the last chunk").contains("16384 bytes");
    }
    assertThat(service.items()).isZero();
  }

  @Test
  void requests_that_come_together_are_told_apart() {
    byte[] file = MagicProbe.png(100);
    String chunks = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    String sized =
        "POST /api/v1/media HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n" + chunks;
    try (RawHttp http = new RawHttp(service)) {
      http.send(HEAD + "64\r\n" + chunks + "\r\n0\r\n\r\n" + LIVE + sized + LIVE);
      assertThat(http.answer().status()).isEqualTo(201);
      assertThat(http.answer().status()).isEqualTo(200);
      assertThat(http.answer().status()).isEqualTo(201);
      assertThat(http.answer().status()).isEqualTo(200);
    }
    assertThat(service.items()).isEqualTo(2);
  }
}
