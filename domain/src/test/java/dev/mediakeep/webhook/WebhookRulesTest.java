package dev.mediakeep.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRulesTest {
  private static final WebhookRules DEFAULTS = WebhookRules.ofDefaults();

  /** The first, the last and one in between of each block that is not reachable from everywhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.0",
        "169.254.169.254",
        "169.254.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.0",
        "192.0.0.9",
        "192.0.0.192",
        "192.0.0.255",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.0",
        "255.255.255.255",
        "168.63.129.16",
        "100.100.100.200",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::8.8.8.8",
        "64:ff9b:0:0:0:1:808:808",
        "100::1",
        "100:0:0:1::1",
        "2001::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3fff::1",
        "3fff:fff:ffff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "1fff::1"
      })
  void refuses_addresses_that_are_no_receivers(String address) throws Exception {
    assertThat(DEFAULTS.refuse("example.com", InetAddress.getByName(address))).isPresent();
    String host = address.contains(":") ? "[" + address + "]" : address;
    assertThat(DEFAULTS.refuse(new WebhookUrl("https://" + host + "/"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.31.196.1",
        "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "198.51.101.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2000::1",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700::1111",
        "2620:4f:8000::1",
        "3ffe::1",
        "3fff:1000::1"
      })
  void takes_addresses_like_any_other(String address) throws Exception {
    assertThat(DEFAULTS.refuse("example.com", InetAddress.getByName(address))).isEmpty();
  }

  @Test
  void takes_https_on_its_port_by_default() {
    assertThat(DEFAULTS.refuse(new WebhookUrl("https://example.com/a"))).isEmpty();
    assertThat(DEFAULTS.refuse(new WebhookUrl("https://example.com:443/a"))).isEmpty();
    assertThat(DEFAULTS.refuse(new WebhookUrl("http://example.com/")))
        .hasValueSatisfying(problem -> {
          assertThat(problem.code()).isEqualTo(ErrorCode.WEBHOOK_REFUSED);
          assertThat(problem.field()).contains("webhook");
        });
    assertThat(DEFAULTS.refuse(new WebhookUrl("https://example.com:8443/"))).isPresent();
    assertThat(DEFAULTS.refuse(new WebhookUrl("https://example.com:80/"))).isPresent();
  }

  @Test
  void takes_what_is_configured_beside() {
    WebhookRules rules = WebhookRules.builder().http(true).ports(Set.of(9000)).build();
    assertThat(rules.refuse(new WebhookUrl("http://example.com/"))).isEmpty();
    assertThat(rules.refuse(new WebhookUrl("http://example.com:9000/"))).isEmpty();
    assertThat(rules.refuse(new WebhookUrl("https://example.com:9000/"))).isEmpty();
    assertThat(rules.refuse(new WebhookUrl("http://example.com:443/"))).isPresent();
    assertThatThrownBy(() -> WebhookRules.builder().ports(Set.of(0)).build())
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void takes_allowed_receivers_wherever_they_are() throws Exception {
    WebhookRules rules =
        WebhookRules.builder()
            .receivers(
                ReceiverList.parse(
                    "webhook-allow", "10.0.0.0/8, Hooks.internal,fd00::/8,127.0.0.1"))
            .build();
    assertThat(rules.refuse("a.example", InetAddress.getByName("10.200.3.4"))).isEmpty();
    assertThat(rules.refuse("a.example", InetAddress.getByName("fd12::1"))).isEmpty();
    assertThat(rules.refuse("a.example", InetAddress.getByName("127.0.0.1"))).isEmpty();
    assertThat(rules.refuse("a.example", InetAddress.getByName("127.0.0.2"))).isPresent();
    assertThat(rules.refuse("a.example", InetAddress.getByName("192.168.0.1"))).isPresent();
    assertThat(rules.refuse("hooks.internal", InetAddress.getByName("192.168.0.1"))).isEmpty();
    assertThat(rules.refuse(new WebhookUrl("https://10.0.0.1/"))).isEmpty();
    assertThat(rules.refuse(new WebhookUrl("https://11.0.0.1/"))).isEmpty();
    assertThat(rules.refuse(new WebhookUrl("https://192.168.0.1/"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1/8",
        "10.0.0.0/33",
        "fd00::/129",
        "10.0.0",
        "*.internal",
        "a b",
        "https://a/",
        "::1/x"
      })
  void refuses_a_list_with_what_is_no_receiver(String text) {
    assertThatThrownBy(() -> ReceiverList.parse("webhook-allow", "localhost," + text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("webhook-allow must be hosts such as");
  }

  @Test
  void does_not_tell_what_address_a_host_leads_to() throws Exception {
    assertThat(DEFAULTS.refuse("intranet.example", InetAddress.getByName("10.1.2.3")))
        .contains("must lead to addresses on the internet only, leads to private use");
  }
}
