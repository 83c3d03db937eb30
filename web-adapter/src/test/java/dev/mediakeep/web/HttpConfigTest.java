package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.net.IpPrefixList;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class HttpConfigTest {
  @Test
  void has_the_defaults_that_it_tells() {
    HttpConfig config = HttpConfig.ofDefaults();
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8_080);
    assertThat(config.publicHosts()).isEmpty();
    assertThat(config.trustedProxies()).isEqualTo(IpPrefixList.NONE);
    assertThat(config.maxConnections()).isEqualTo(4_096);
    assertThat(config.maxRequests()).isEqualTo(256);
    assertThat(config.maxUploads()).isEqualTo(64);
    assertThat(config.maxListeners()).isEqualTo(2_000);
    assertThat(config.maxPolls()).isEqualTo(1_000);
    assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.maxBodyBytes()).isEqualTo(2_000_000_000L + HttpConfig.FORM_SLACK_BYTES);
    assertThat(config.maxJsonBytes()).isEqualTo(1_000_000);
    assertThat(config.maxHeaderBytes()).isEqualTo(16_384);
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void refuses_values_out_of_range_by_name() {
    assertRefused("port", config -> config.port(65_536));
    assertRefused("port", config -> config.port(-1));
    assertRefused("host", config -> config.host(" "));
    assertRefused("publicHosts", config -> config.publicHosts(List.of("a.example", " ")));
    assertRefused("maxConnections", config -> config.maxConnections(0));
    assertRefused("maxRequests", config -> config.maxRequests(0));
    assertRefused("maxUploads", config -> config.maxUploads(-1));
    assertRefused("maxListeners", config -> config.maxListeners(0));
    assertRefused("maxPolls", config -> config.maxPolls(0));
    assertRefused("heartbeat", config -> config.heartbeat(Duration.ZERO));
    assertRefused("maxUploadBytes", config -> config.maxUploadBytes(0));
    assertRefused("maxJsonBytes", config -> config.maxJsonBytes(0));
    assertRefused("maxHeaderBytes", config -> config.maxHeaderBytes(10));
    assertRefused("patience", config -> config.patience(Duration.ofMillis(-1)));
    assertRefused("idleTimeout", config -> config.idleTimeout(Duration.ZERO));
    assertRefused("headTimeout", config -> config.headTimeout(Duration.ZERO));
    assertRefused("stallTimeout", config -> config.stallTimeout(Duration.ofDays(2)));
    assertRefused("grace", config -> config.grace(Duration.ofSeconds(-1)));
  }

  private static void assertRefused(String field, UnaryOperator<HttpConfig.Builder> change) {
    assertThatThrownBy(() -> change.apply(HttpConfig.builder()).build())
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
