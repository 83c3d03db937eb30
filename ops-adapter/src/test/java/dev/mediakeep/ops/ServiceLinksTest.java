package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start in a namespace of Kubernetes where a Service has the program's name. */
final class ServiceLinksTest {
  private static final Logger QUIET = Logger.getLogger(ServiceLinks.class.getName());

  @TempDir private Path folder;

  @BeforeEach
  void quiet() {
    QUIET.setLevel(Level.OFF);
  }

  @ParameterizedTest
  @CsvSource({
    "MEDIAKEEP_SERVICE_HOST, 10.0.0.1",
    "MEDIAKEEP_SERVICE_HOST, fd00:10:96::a",
    "MEDIAKEEP_SERVICE_PORT, 80",
    "MEDIAKEEP_SERVICE_PORT_HTTP, 80",
    "MEDIAKEEP_SERVICE_PORT_HTTP_ALT, 8080",
    "MEDIAKEEP_PORT, tcp://10.0.0.1:80",
    "MEDIAKEEP_PORT, tcp://[fd00:10:96::a]:80",
    "MEDIAKEEP_PORT, udp://10.0.0.1:53",
    "MEDIAKEEP_PORT_8080_TCP, tcp://10.0.0.1:8080",
    "MEDIAKEEP_PORT_8080_TCP_PROTO, tcp",
    "MEDIAKEEP_PORT_8080_TCP_PORT, 8080",
    "MEDIAKEEP_PORT_8080_TCP_ADDR, 10.0.0.1",
    "MEDIAKEEP_PORT_53_UDP_ADDR, fd00:10:96::a",
    "MEDIAKEEP_PORT_53_SCTP, sctp://10.0.0.1:53",
    "MEDIAKEEP_WEB_2_SERVICE_HOST, 10.0.0.1",
    "MEDIAKEEP_WEB_2_PORT, tcp://10.0.0.1:80",
    "MEDIAKEEP_WEB_2_PORT_80_TCP_ADDR, 10.0.0.1"
  })
  void a_link_is_ignored(String name, String value) {
    Configuration configuration = resolve(Map.of(name, value));
    assertThat(configuration.port()).isEqualTo(8_080);
    assertThat(configuration.host()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "MEDIAKEEP_PORT, http://10.0.0.1:80",
    "MEDIAKEEP_PORT, tcp://10.0.0.1",
    "MEDIAKEEP_PORT, tcp://example.org:80",
    "MEDIAKEEP_SERVICE_HOST, example.org",
    "MEDIAKEEP_SERVICE_HOSTS, 10.0.0.1",
    "MEDIAKEEP_SERVICE_PORT, http",
    "MEDIAKEEP_PORTS, tcp://10.0.0.1:80",
    "MEDIAKEEP_PORT_HTTP, 80",
    "MEDIAKEEP_PORT_8080_TCP, 8080",
    "MEDIAKEEP_PORT_8080_TCP_PROTO, http",
    "MEDIAKEEP_PORT_8080_TCP_HOST, 10.0.0.1",
    "MEDIAKEEP_HOST_SERVICE, 10.0.0.1"
  })
  void what_only_looks_like_a_link_is_refused(String name, String value) {
    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(() -> resolve(Map.of(name, value)))
        .returns(ErrorCode.CONFIG_INVALID, MediakeepException::code)
        .withMessageContaining(name);
  }

  @Test
  void variables_of_ours_beside_links_count() {
    Configuration configuration =
        resolve(Map.of("MEDIAKEEP_SERVICE_PORT", "80", "MEDIAKEEP_HOST", "0.0.0.0"));
    assertThat(configuration.host()).isEqualTo("0.0.0.0");
  }

  private Configuration resolve(Map<String, String> environment) {
    return ConfigurationSources.read(Map.of(), environment, folder).resolve(folder);
  }
}
