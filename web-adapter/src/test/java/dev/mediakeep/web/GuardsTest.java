package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.HOST_FORBIDDEN;
import static dev.mediakeep.error.ErrorCode.ORIGIN_FORBIDDEN;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static dev.mediakeep.web.TestService.MEDIA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {
  private final TestService service = new TestService();

  @AfterEach
  void stop() {
    service.close();
  }

  private static int statusFor(TestService service, String host, String path) {
    try (RawHttp http = new RawHttp(service)) {
      return http.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").answer().status();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "localhost.:8080",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.1.2.3",
        "[::1]:80",
        "[::1]"
      })
  void answers_to_loopback_names(String host) {
    assertThat(statusFor(service, host, "/health/live")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "localhost..",
        "evil.example.",
        "127.0.0.1.evil.example",
        "192.168.1.1",
        "0.0.0.0",
        "[::2]",
        "[fe80::1]:80"
      })
  void refuses_foreign_names_on_loopback(String host) {
    try (RawHttp http = new RawHttp(service)) {
      RawHttp.Answer answer =
          http.send("GET " + MEDIA + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").answer();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text()).contains(HOST_FORBIDDEN.name());
    }
  }

  @Test
  void answers_to_any_name_where_it_listens_to_others() {
    try (TestService open = new TestService(config -> config.host("0.0.0.0"))) {
      assertThat(statusFor(open, "media.example", "/health/live")).isEqualTo(200);
    }
  }

  @Test
  void answers_to_the_name_it_is_configured_with() {
    try (TestService named = new TestService(config -> config.host("localhost"))) {
      assertThat(statusFor(named, "localhost", "/health/live")).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"})
  void refuses_changes_by_pages_of_other_origins(String origin) {
    assertProblem(
        service.post(MEDIA, MagicProbe.png(100), "Origin", origin), 403, ORIGIN_FORBIDDEN);
    String path = service.upload("");
    assertProblem(service.patch(path, "{}", "Origin", origin), 403, ORIGIN_FORBIDDEN);
    assertProblem(service.delete(path, "Origin", origin), 403, ORIGIN_FORBIDDEN);
    assertThat(service.get(path, "Origin", origin).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "rubbish"})
  void refuses_changes_that_a_browser_calls_foreign(String site) {
    assertProblem(
        service.post(MEDIA, MagicProbe.png(100), "Sec-Fetch-Site", site), 403, ORIGIN_FORBIDDEN);
    assertThat(service.get(MEDIA, "Sec-Fetch-Site", site).statusCode()).isEqualTo(200);
  }

  @Test
  void takes_changes_by_its_own_page_and_by_programs() {
    String own = "http://127.0.0.1:" + service.service.port();
    byte[] png = MagicProbe.png(100);
    assertThat(service.post(MEDIA, png).statusCode()).isEqualTo(201);
    assertThat(service.post(MEDIA, png, "Origin", own).statusCode()).isEqualTo(201);
    assertThat(service.post(MEDIA, png, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(201);
    assertThat(service.post(MEDIA, png, "Sec-Fetch-Site", "none").statusCode()).isEqualTo(201);
  }

  @Test
  void a_refused_page_cannot_hide_a_request_in_its_body() {
    String path = service.upload("");
    String hidden = "DELETE " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String[] refusals = {"Host: localhost\r\nOrigin: https://evil.example", "Host: evil.example"};
    for (String refusal : refusals) {
      try (RawHttp http = new RawHttp(service)) {
        String post = "POST " + MEDIA + " HTTP/1.1\r\n" + refusal + "\r\nContent-Length: ";
        RawHttp.Answer answer = http.send(post + hidden.length() + "\r\n\r\n" + hidden).answer();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(http.isEnded()).isTrue();
      }
    }
    assertThat(service.get(path).body()).doesNotContain("trashedAt");
  }
}
