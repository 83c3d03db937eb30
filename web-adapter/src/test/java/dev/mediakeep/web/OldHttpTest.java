package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OldHttpTest {
  private static final String LIVE = "GET /health/live HTTP/1.0\r\n";

  private final TestService service = new TestService(config -> config.maxHeaderBytes(1_024));

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host: localhost\r\n",
        "Host: localhost\r\nConnection: close\r\n",
        "Connection: upgrade, x-keep-alive\r\n"
      })
  void is_answered_and_the_connection_ends(String headers) {
    try (RawHttp http = new RawHttp(service)) {
      RawHttp.Answer answer = http.send(LIVE + headers + "\r\n").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head().toLowerCase(java.util.Locale.ROOT))
          .contains("content-length: 15")
          .contains("connection: close")
          .doesNotContain("transfer-encoding");
      assertThat(http.isEnded()).isTrue();
    }
  }

  @Test
  void keeps_the_connection_for_whoever_asks_for_it() {
    String keep = "Connection: TE, Keep-Alive\r\n\r\n";
    try (RawHttp http = new RawHttp(service)) {
      for (String path : new String[] {"/health/live", "/nothing", "/health/live"}) {
        String head = http.send("GET " + path + " HTTP/1.0\r\n" + keep).answer().head();
        assertThat(head).containsIgnoringCase("connection: keep-alive\r\n");
      }
      RawHttp.Answer newer =
          http.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
      assertThat(newer.head()).doesNotContainIgnoringCase("keep-alive");
    }
  }

  @Test
  void brings_files_in_and_out() {
    byte[] file = MagicProbe.png(70_000);
    String post =
        "POST /api/v1/media?prompt=p HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 70000\r\n\r\n";
    try (RawHttp http = new RawHttp(service)) {
      RawHttp.Answer answer = http.send(post).send(file).answer();
      assertThat(answer.status()).isEqualTo(201);
      assertThat(http.isEnded()).isTrue();
    }
    String id =
        service
            .library
            .list(dev.mediakeep.media.MediaQuery.builder().build())
            .items()
            .getFirst()
            .id()
            .toString();
    try (RawHttp http = new RawHttp(service)) {
      String get = "GET /api/v1/media/" + id + "/content HTTP/1.0\r\n\r\n";
      assertThat(http.send(get).answer().body()).isEqualTo(file);
      assertThat(http.isEnded()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
  void is_told_events_without_chunks_until_the_connection_ends(String headers) throws IOException {
    JobCalls calls = new JobCalls(service);
    String id = calls.ask();
    service.delete(JobCalls.JOBS + "/" + id);
    try (RawHttp http = new RawHttp(service)) {
      http.send("GET " + JobCalls.JOBS + "/" + id + "/events HTTP/1.0\r\n" + headers + "\r\n");
      assertThat(http.head())
          .startsWith("HTTP/1.1 200 OK")
          .containsIgnoringCase("connection: close\r\n")
          .doesNotContainIgnoringCase("transfer-encoding")
          .doesNotContainIgnoringCase("content-length");
      assertThat(http.rest()).startsWith("retry: 2000\n\nid: 1\n").endsWith("}\n\n");
    }
  }

  @Test
  void may_follow_a_newer_request_at_once() {
    try (RawHttp http = new RawHttp(service)) {
      http.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n" + LIVE + "\r\n");
      assertThat(http.answer().status()).isEqualTo(200);
      assertThat(http.answer().status()).isEqualTo(200);
      assertThat(http.isEnded()).isTrue();
    }
  }

  @Test
  void has_the_same_limits_and_guards() {
    assertThat(statusOf("Host: evil.example\r\n")).isEqualTo(403);
    assertThat(statusOf("X: " + "x".repeat(1_019) + "\r\n")).isEqualTo(200);
    assertThat(statusOf("X: " + "x".repeat(1_020) + "\r\n")).isEqualTo(431);
    assertThat(statusOf("X : y\r\n")).isEqualTo(400);
    assertThat(statusOf("X: y\r\n folded\r\n")).isEqualTo(400);
    assertThat(statusOf("Connection: close\r\n folded: x\r\n")).isEqualTo(400);
  }

  private int statusOf(String headers) {
    try (RawHttp http = new RawHttp(service)) {
      return http.send(LIVE + headers + "\r\n").answer().status();
    }
  }

  @Test
  void cannot_have_chunks() {
    String chunked = "POST /api/v1/media HTTP/1.0\r\nTransfer-Encoding: chunked\r\n";
    for (String headers : new String[] {chunked, chunked + "Content-Length: 5\r\n"}) {
      try (RawHttp http = new RawHttp(service)) {
        RawHttp.Answer answer = http.send(headers + "\r\n0\r\n\r\n").answer();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
            .contains("a request of HTTP/1.0 must not have a Transfer-Encoding");
        assertThat(http.isEnded()).isTrue();
      }
    }
  }
}
