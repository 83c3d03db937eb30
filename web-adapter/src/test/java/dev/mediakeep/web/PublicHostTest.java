package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicHostTest {
  private final TestService service =
      new TestService(config ->
          config.publicHosts(List.of("Media.example.org", "other.example:8443", "[2001:db8::1]")));

  @AfterEach
  void stop() {
    service.close();
  }

  private RawHttp.Answer send(String request, String headers) {
    try (RawHttp http = new RawHttp(service)) {
      return http.send(request + " HTTP/1.1\r\n" + headers + "\r\n").answer();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "media.example.org, 200",
    "MEDIA.example.org:443, 200",
    "media.example.org:80, 200",
    "media.example.org., 200",
    "other.example:8443, 200",
    "[2001:db8::1], 200",
    "localhost:1, 200",
    "media.example.org:8443, 403",
    "other.example, 403",
    "example.org, 403",
    "x.media.example.org, 403",
    "media.example.org.evil.example, 403",
    "[2001:db8::2], 403",
  })
  void answers_to_the_names_of_the_proxy(String host, int status) {
    assertThat(send("GET /health/live", "Host: " + host + "\r\n").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "media.example.org, https://media.example.org, 404",
    "127.0.0.1:8080, https://media.example.org, 404",
    "127.0.0.1:8080, https://other.example:8443, 404",
    "media.example.org, http://127.0.0.1:8080, 403",
    "media.example.org, https://evil.example, 403",
    "media.example.org, https://media.example.org:444, 403",
    "media.example.org, https://media.example.org.evil.example, 403",
    "media.example.org, media.example.org, 403",
    "media.example.org, 'null', 403",
  })
  void makes_changes_for_pages_of_the_proxy(String host, String origin, int status) {
    String path = "DELETE /api/v1/media/01930000-0000-7000-8000-000000000001";
    RawHttp.Answer answer = send(path, "Host: " + host + "\r\nOrigin: " + origin + "\r\n");
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
  }

  @Test
  void a_refused_name_is_told_which_key_allows_it() {
    RawHttp.Answer answer = send("GET /", "Host: forgotten.example\r\n");
    assertThat(answer.text()).contains("HOST_FORBIDDEN").contains("public-host");
  }
}
