package dev.mediakeep.web;

import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.net.IpPrefixList;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  private static final String FORWARDED = "X-Forwarded-For";

  private final IpPrefixList trusted = IpPrefixList.parse("trusted", "10.0.0.0/8,127.0.0.1,::1");
  private final Proxies proxies = new Proxies(trusted);

  private String caller(String socket, String header) {
    return proxies.callerOf(new InetSocketAddress(socket, 4_000), Optional.of(header)).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7|203.0.113.7",
        "203.0.113.7|198.51.100.1, 203.0.113.7",
        "203.0.113.7|nonsense, 203.0.113.7",
        "203.0.113.7|198.51.100.1, 203.0.113.7, 10.1.1.1 ,10.2.2.2",
        "203.0.113.7|203.0.113.7:51000, [::1]:80",
        "203.0.113.7|::ffff:203.0.113.7",
        "2001:db8:0:1::/64|2001:db8:0:1:a:b:c:d",
        "2001:db8:0:1::/64|[2001:db8:0:1::5]:443",
        "10.1.1.1|10.1.1.1, 10.2.2.2"
      })
  void the_last_that_is_no_proxy_is_the_caller(String caller, String header) {
    assertThat(caller("10.9.9.9", header)).isEqualTo(caller);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "unknown",
        "203.0.113.7,",
        "203.0.113.7, 203.0.113.256",
        "203.0.113.7, 1",
        "203.0.113.7, 1.2.3.4.5",
        "203.0.113.7, proxy.example",
        "203.0.113.7, [::1",
        "203.0.113.7, ::1%eth0",
        "203.0.113.7, nonsense, 10.1.1.1"
      })
  void what_is_no_address_is_not_believed(String header) {
    assertThat(caller("10.9.9.9", header)).isEqualTo("10.9.9.9");
  }

  @Test
  void nobody_else_is_believed_and_that_is_logged_once() {
    try (RecordedLog log = new RecordedLog()) {
      assertThat(caller("203.0.113.1", "198.51.100.1")).isEqualTo("203.0.113.1");
      assertThat(caller("203.0.113.2", "10.1.1.1")).isEqualTo("203.0.113.2");
      assertThat(proxies.callerOf(new InetSocketAddress("::1", 1), Optional.empty()).text())
          .isEqualTo("::1");
      assertThat(log.lines()).singleElement().asString().contains("trusted-proxies");
    }
  }

  @Test
  void callers_behind_a_proxy_have_limits_of_their_own() {
    try (TestService service =
            new TestService(config -> config.maxListeners(4).trustedProxies(trusted));
        EventListener one = listener(service, "203.0.113.1");
        EventListener two = listener(service, "203.0.113.1");
        EventListener other = listener(service, "203.0.113.2")) {
      String path = JobCalls.JOBS + "/events";
      assertProblem(service.get(path, FORWARDED, "203.0.113.1"), 429, ErrorCode.TOO_MANY_STREAMS);
      String body = JobCalls.request("");
      JobCalls calls = new JobCalls(service);
      assertThat(calls.post("", body, FORWARDED, "203.0.113.1").statusCode()).isEqualTo(201);
      assertThat(one.next().name()).isEqualTo("state");
      assertThat(two.next().name()).isEqualTo("state");
      assertThat(other.next().name()).isEqualTo("state");
    }
  }

  private static EventListener listener(TestService service, String caller) {
    return EventListener.open(service, JobCalls.JOBS + "/events", FORWARDED, caller);
  }
}
