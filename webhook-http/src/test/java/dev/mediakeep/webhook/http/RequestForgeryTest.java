package dev.mediakeep.webhook.http;

import static dev.mediakeep.webhook.http.SenderFixture.config;
import static dev.mediakeep.webhook.http.SenderFixture.to;
import static dev.mediakeep.webhook.http.TestReceiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.webhook.WebhookAnswer;
import dev.mediakeep.webhook.WebhookAnswer.Fault;
import dev.mediakeep.webhook.http.SenderFixture.ScriptedResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody can have the sender speak to an address that is not allowed. Here, 127.0.0.1 stands for
 * the internet, and 127.0.0.2 for a service in the private network.
 */
class RequestForgeryTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
  private static final String OUTSIDE = "127.0.0.1";
  private static final String INSIDE = "127.0.0.2";

  @TempDir private static Path folder;
  private static SSLContext tls;

  @BeforeAll
  static void makeCertificate() throws Exception {
    tls = TestCertificate.make(folder);
  }

  @Test
  void a_name_that_changes_between_check_and_use_changes_nothing() throws Exception {
    try (TestReceiver outside = TestReceiver.plain(OUTSIDE, 0, answering(OK));
        TestReceiver inside = TestReceiver.plain(INSIDE, outside.port(), answering(OK))) {
      ScriptedResolver rebinding = new ScriptedResolver(OUTSIDE, INSIDE);
      HttpWebhookConfig config = config(OUTSIDE, outside.port()).build();
      try (HttpWebhookSender sender = new HttpWebhookSender(config, rebinding)) {
        String url = "http://receiver.test:" + outside.port() + "/";
        assertThat(sender.send(to(url))).isEqualTo(new WebhookAnswer.Taken());
        outside.next();
        assertThat(rebinding.lookups()).as("lookups of one try").isOne();
        assertThat(problem(sender.send(to(url))))
            .isEqualTo("host must lead to addresses on the internet only, leads to loopback");
        assertThat(inside.gotNothing()).isTrue();
      }
    }
  }

  @Test
  void one_bad_address_among_good_ones_is_enough() throws Exception {
    try (TestReceiver outside = TestReceiver.plain(OUTSIDE, 0, answering(OK));
        HttpWebhookSender sender =
            new HttpWebhookSender(
                config(OUTSIDE, outside.port()).build(),
                new ScriptedResolver(OUTSIDE + ",10.0.0.1"))) {
      assertThat(problem(sender.send(to("http://receiver.test:" + outside.port() + "/"))))
          .contains("private use");
      assertThat(outside.gotNothing()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.2:PORT/",
        "http://[::ffff:127.0.0.2]:PORT/",
        "http://[::ffff:7f00:2]:PORT/",
        "http://[::127.0.0.2]:PORT/",
        "http://[64:ff9b::7f00:2]:PORT/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://0.0.0.0:PORT/"
      })
  void an_address_instead_of_a_name_is_judged_the_same(String url) throws Exception {
    try (TestReceiver inside = TestReceiver.plain(INSIDE, 0, answering(OK));
        HttpWebhookSender sender = HttpWebhookSender.open(config(OUTSIDE, inside.port()).build())) {
      WebhookAnswer answer = sender.send(to(url.replace("PORT", Integer.toString(inside.port()))));
      assertThat(problem(answer)).contains("must lead to addresses on the internet only");
      assertThat(inside.gotNothing()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.2:PORT/",
        "//127.0.0.2:PORT/",
        "/elsewhere"
      })
  void a_redirect_is_not_followed(String location) throws Exception {
    try (TestReceiver inside = TestReceiver.plain(INSIDE, 0, answering(OK))) {
      String target = location.replace("PORT", Integer.toString(inside.port()));
      String redirect = "HTTP/1.1 307 Elsewhere\r\nLocation: " + target + "\r\n";
      ScriptedResolver resolver = new ScriptedResolver(OUTSIDE);
      try (TestReceiver outside = TestReceiver.plain(OUTSIDE, 0, answering(redirect));
          HttpWebhookSender sender =
              new HttpWebhookSender(
                  config(OUTSIDE, outside.port(), inside.port()).build(), resolver)) {
        assertThat(sender.send(to("http://receiver.test:" + outside.port() + "/")))
            .isEqualTo(
                new WebhookAnswer.Failed(
                    Fault.MESSAGE,
                    "answered 307, and redirects are not followed",
                    Optional.empty()));
        outside.next();
        assertThat(outside.gotNothing()).as("only one request").isTrue();
        assertThat(inside.gotNothing()).isTrue();
        assertThat(resolver.lookups()).isOne();
      }
    }
  }

  @Test
  void scheme_and_port_are_judged_at_each_try() throws Exception {
    ScriptedResolver resolver = new ScriptedResolver(OUTSIDE);
    HttpWebhookConfig strict = HttpWebhookConfig.builder().build();
    try (HttpWebhookSender sender = new HttpWebhookSender(strict, resolver)) {
      assertThat(problem(sender.send(to("http://receiver.test/")))).contains("must be of https");
      assertThat(problem(sender.send(to("https://receiver.test:22/")))).contains("on a port");
      assertThat(resolver.lookups()).isZero();
    }
  }

  @Test
  void the_certificate_must_be_of_the_name_that_was_asked_for() throws Exception {
    try (TestReceiver receiver = TestReceiver.secure(tls, OUTSIDE, 0, answering(OK));
        HttpWebhookSender sender =
            new HttpWebhookSender(
                config(OUTSIDE, receiver.port()).tls(tls).build(), new ScriptedResolver(OUTSIDE))) {
      assertThat(sender.send(to("https://receiver.test:" + receiver.port() + "/hook")))
          .isEqualTo(new WebhookAnswer.Taken());
      assertThat(receiver.next().names()).containsExactly("receiver.test");
      assertThat(problem(sender.send(to("https://other.test:" + receiver.port() + "/hook"))))
          .startsWith("TLS failed: ")
          .contains("other.test");
      assertThat(problem(sender.send(to("https://127.0.0.1:" + receiver.port() + "/hook"))))
          .startsWith("TLS failed: ");
      assertThat(receiver.gotNothing()).isTrue();
    }
  }

  @Test
  void a_certificate_that_nobody_trusts_is_refused() throws Exception {
    try (TestReceiver receiver = TestReceiver.secure(tls, OUTSIDE, 0, answering(OK));
        HttpWebhookSender sender =
            new HttpWebhookSender(
                config(OUTSIDE, receiver.port()).build(), new ScriptedResolver(OUTSIDE))) {
      assertThat(problem(sender.send(to("https://receiver.test:" + receiver.port() + "/"))))
          .startsWith("TLS failed: ");
      assertThat(receiver.gotNothing()).isTrue();
    }
  }

  @Test
  void a_server_that_does_not_answer_in_tls_is_left_in_time() throws Exception {
    try (java.net.ServerSocket silent =
            new java.net.ServerSocket(0, 5, java.net.InetAddress.getByName(OUTSIDE));
        HttpWebhookSender sender =
            new HttpWebhookSender(
                config(OUTSIDE, silent.getLocalPort()).timeout(Duration.ofMillis(300)).build(),
                new ScriptedResolver(OUTSIDE))) {
      assertThat(problem(sender.send(to("https://receiver.test:" + silent.getLocalPort() + "/"))))
          .isEqualTo("took longer than PT0.3S");
    }
  }

  @Test
  void the_proxies_of_the_system_are_not_used() throws Exception {
    Map<String, String> proxies = new HashMap<>();
    try (TestReceiver proxy = TestReceiver.plain(INSIDE, 0, answering(OK));
        TestReceiver receiver = TestReceiver.plain(OUTSIDE, 0, answering(OK));
        HttpWebhookSender sender =
            new HttpWebhookSender(
                config(OUTSIDE, receiver.port()).build(), new ScriptedResolver(OUTSIDE))) {
      proxies.put("http.proxyHost", INSIDE);
      proxies.put("socksProxyHost", INSIDE);
      proxies.put("socksProxyPort", Integer.toString(proxy.port()));
      proxies.put("http.proxyPort", Integer.toString(proxy.port()));
      proxies.put("http.nonProxyHosts", "");
      proxies.forEach(System::setProperty);
      assertThat(sender.send(to("http://receiver.test:" + receiver.port() + "/")))
          .isEqualTo(new WebhookAnswer.Taken());
      receiver.next();
      assertThat(proxy.gotNothing()).isTrue();
    } finally {
      proxies.keySet().forEach(System::clearProperty);
    }
  }

  private static String problem(WebhookAnswer answer) {
    return answer instanceof WebhookAnswer.Failed failed ? failed.problem() : answer.toString();
  }
}
