package dev.mediakeep.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.com, example.com, 443, true",
    "https://Hooks.Example.com/a?b=%20c, hooks.example.com, 443, true",
    "http://example.com/, example.com, 80, false",
    "https://example.com:8443/x, example.com, 8443, true",
    "https://192.0.2.1/, 192.0.2.1, 443, true",
    "https://[2001:db8::1]:9/, 2001:db8::1, 9, true",
    "https://xn--bcher-kva.example/, xn--bcher-kva.example, 443, true",
    "http://localhost:9000/hook, localhost, 9000, false",
    "https://1.2.3.4.example/, 1.2.3.4.example, 443, true",
  })
  void tells_host_port_and_scheme(String text, String host, int port, boolean isSecure) {
    WebhookUrl url = new WebhookUrl(text);
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.isSecure()).isEqualTo(isSecure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "/hook",
        "ftp://example.com/",
        "HTTPS://example.com/",
        "file:///etc/passwd",
        "https:example.com",
        "https:///hook",
        "https://user@example.com/",
        "https://user:pass@example.com/",
        "https://@example.com/",
        "https://example.com/#part",
        "https://example.com/#",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:x/",
        "https://exa mple.com/",
        "https://example.com/a b",
        "https://example.com/\r\nX: y",
        "https://bücher.example/",
        "https://example.com/ü",
        "https://exam_ple.com/",
        "https://-example.com/",
        "https://example.com./",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.01/",
        "https://256.0.0.1/",
        "https://1.2.3.4.5/",
        "https://[fe80::1%25eth0]/",
        "https://[::1/",
        "https://[]/",
        "https://example.com\\@127.0.0.1/",
      })
  void refuses_what_breaks_a_rule(String text) {
    assertThatThrownBy(() -> new WebhookUrl(text))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.field()).isEqualTo("webhook"))
        .hasMessageStartingWith("webhook ");
  }

  @Test
  void takes_2048_characters_and_no_more() {
    String longest = "https://example.com/".concat("a".repeat(2_028));
    assertThat(new WebhookUrl(longest).text()).hasSize(2_048);
    assertThatThrownBy(() -> new WebhookUrl(longest + "a"))
        .hasMessage("webhook must be at most 2048 characters, was 2049");
  }

  @Test
  void a_password_is_not_repeated_in_the_refusal() {
    assertThatThrownBy(() -> new WebhookUrl("https://user:hunter2@example.com/"))
        .hasMessage("webhook must have no user");
  }

  @Test
  void shows_nothing_of_its_path() {
    assertThat(new WebhookUrl("https://example.com/hooks/secret?token=secret"))
        .hasToString("https://example.com/…");
  }
}
