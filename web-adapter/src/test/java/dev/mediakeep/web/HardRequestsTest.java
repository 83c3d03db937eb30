package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardRequestsTest {
  private static final String HOST = "Host: localhost\r\n";

  private final TestService service = new TestService(config -> config.maxHeaderBytes(4_096));

  @AfterAll
  void stop() {
    service.close();
  }

  private RawHttp.Answer send(String request) {
    try (RawHttp http = new RawHttp(service)) {
      return http.send(request).answer();
    }
  }

  private static void assertProblem(RawHttp.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text())
        .contains("application/problem+json")
        .contains("nosniff")
        .contains("\"code\":\"" + code + "\"");
  }

  @Test
  void what_is_no_http_is_malformed() {
    assertProblem(send("hello\r\n\r\n"), 400, "REQUEST_MALFORMED");
    assertProblem(send("GET / HTTP/1.1\r\n\r\n"), 400, "REQUEST_MALFORMED");
    assertProblem(send("GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n"), 400, "REQUEST_MALFORMED");
    assertProblem(send("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"), 400, "REQUEST_MALFORMED");
    assertProblem(send("GET /%zz HTTP/1.1\r\n" + HOST + "\r\n"), 400, "REQUEST_MALFORMED");
    assertProblem(send("GET /a\"b HTTP/1.1\r\n" + HOST + "\r\n"), 400, "REQUEST_MALFORMED");
    assertProblem(send("G\0T / HTTP/1.1\r\n" + HOST + "\r\n"), 400, "REQUEST_MALFORMED");
  }

  @Test
  void heads_that_are_too_large_are_refused() {
    String long4k = "x".repeat(5_000);
    assertProblem(
        send("GET / HTTP/1.1\r\n" + HOST + "X: " + long4k + "\r\n\r\n"), 431, "REQUEST_TOO_LARGE");
    assertProblem(
        send("GET /" + long4k + " HTTP/1.1\r\n" + HOST + "\r\n"), 414, "REQUEST_TOO_LARGE");
  }

  @Test
  void ambiguous_bodies_are_refused() {
    String post = "POST /api/v1/media HTTP/1.1\r\n" + HOST;
    String chunked = "Transfer-Encoding: chunked\r\n";
    assertProblem(
        send(post + chunked + "Content-Length: 5\r\n\r\n0\r\n\r\n"), 400, "REQUEST_MALFORMED");
    assertProblem(send(post + "Content-Length: x\r\n\r\n"), 400, "REQUEST_MALFORMED");
    assertProblem(send(post + "Content-Length: -1\r\n\r\n"), 400, "REQUEST_MALFORMED");
    assertProblem(
        send(post + "Transfer-Encoding: gzip, chunked\r\n\r\n"), 501, "REQUEST_MALFORMED");
    assertProblem(send(post + chunked + "\r\nzz\r\n"), 400, "REQUEST_MALFORMED");
  }

  @Test
  void encoded_bodies_are_refused_with_what_would_do() {
    String post = "POST /api/v1/media HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n";
    for (String encoding : new String[] {"gzip", "identity, gzip", "x"}) {
      RawHttp.Answer answer = send(post + "Content-Encoding: " + encoding + "\r\n\r\nabc");
      assertProblem(answer, 415, "BODY_ENCODING_UNSUPPORTED");
      assertThat(answer.head()).containsIgnoringCase("accept-encoding: identity\r\n");
      assertThat(answer.text())
          .contains("body must not be encoded, Content-Encoding was '" + encoding + "'");
    }
    assertProblem(send(post + "Content-Encoding: Identity\r\n\r\nabc"), 415, "MEDIA_TYPE_UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?prompt=LONG | Content-Length: 3000000      |      | 414
                       | X: LONG;Content-Length: 3000000 |   | 431
                       | Content-Encoding: gzip;Content-Length: 3000000 | | 415
                       | Transfer-Encoding: chunked   | zz;  | 400
                       | Transfer-Encoding: chunked   | 1;a! | 400
          """)
  void whoever_still_sends_comes_to_read_the_refusal(
      String query, String headers, String start, int status) {
    try (RawHttp http = new RawHttp(service)) {
      String head = "POST /api/v1/media" + orNone(query) + " HTTP/1.1\r\n" + HOST;
      http.send(
          (head + headers + ";;" + orNone(start))
              .replace(";", "\r\n")
              .replace("LONG", "x".repeat(5_000)));
      for (int megabyte = 0; megabyte < 8; megabyte++) {
        http.send(new byte[1_000_000]);
      }
      assertThat(http.answer().status()).isEqualTo(status);
    }
  }

  private static String orNone(String text) {
    return text == null ? "" : text;
  }

  @Test
  void refusals_of_heads_tell_rule_and_remedy() {
    String long4k = "x".repeat(5_000);
    assertThat(send("GET /" + long4k + " HTTP/1.1\r\n" + HOST + "\r\n").text())
        .contains("request line must have at most 4096 bytes, has more")
        .contains("metadata part of a form");
    assertThat(send("GET / HTTP/1.1\r\n" + HOST + "X: " + long4k + "\r\n\r\n").text())
        .contains("headers must have at most 4096 bytes, have more");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/v1/media, 'GET, HEAD, POST'",
    "POST, /api/v1/media/x, 'DELETE, GET, HEAD, PATCH'",
    "GET, /api/v1/media/x/restore, 'POST'",
    "DELETE, /api/v1/media/x/content, 'GET, HEAD'",
    "POST, /health/live, 'GET, HEAD'",
    "OPTIONS, /api/v1/media, 'GET, HEAD, POST'",
    "POST, /, 'GET, HEAD'",
    "TRACE, /assets/x.js, 'GET, HEAD'",
  })
  void other_methods_are_told_what_is_allowed(String method, String path, String allowed) {
    RawHttp.Answer answer = send(method + " " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
    assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
    assertThat(answer.head()).containsIgnoringCase("allow: " + allowed + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing",
    "/api/v1",
    "/api/v1/medias",
    "/api/v1/media/x/y",
    "//api/v1/media",
    "/api//v1/media",
    "/api/v1/media//",
    "/api/v1/media;x=1",
    "/api;x/v1/media",
    "/api/v1/media%3Bx=1",
    "/api/v1%2Fmedia",
    "/api/v1/%2e/media",
    "/api/v1/./media",
    "/api/v1/x/../media",
    "/api/v1/x/%2E%2E/media",
    "//",
    "/;",
    "//health/live",
    "/assets/../openapi.json/x",
    "/api/v2/media",
    "/health",
    "/favicon.ico"
  })
  void other_paths_are_not_found(String path) {
    assertProblem(send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n"), 404, "ROUTE_NOT_FOUND");
  }

  @Test
  void head_of_what_is_not_there_has_no_body() {
    try (RawHttp http = new RawHttp(service)) {
      String live = "GET /health/live HTTP/1.1\r\n" + HOST + "\r\n";
      http.send("HEAD /nothing HTTP/1.1\r\n" + HOST + "\r\n" + live);
      assertThat(http.head()).startsWith("HTTP/1.1 404");
      assertThat(http.answer().status()).isEqualTo(200);
    } catch (java.io.IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  @Test
  void a_body_that_nobody_wants_is_read_and_thrown_away() {
    try (RawHttp http = new RawHttp(service)) {
      String live = "GET /health/live HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nabcde";
      assertThat(http.send(live).answer().status()).isEqualTo(200);
      assertThat(http.send(live).answer().status()).isEqualTo(200);
    }
  }
}
