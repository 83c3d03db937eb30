package dev.mediakeep.webhook.http;

import static dev.mediakeep.webhook.http.SenderFixture.BODY;
import static dev.mediakeep.webhook.http.SenderFixture.NOW;
import static dev.mediakeep.webhook.http.SenderFixture.SECRET;
import static dev.mediakeep.webhook.http.SenderFixture.config;
import static dev.mediakeep.webhook.http.SenderFixture.to;
import static dev.mediakeep.webhook.http.TestReceiver.answering;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.webhook.WebhookAnswer;
import dev.mediakeep.webhook.WebhookAnswer.Fault;
import dev.mediakeep.webhook.WebhookVerifier;
import dev.mediakeep.webhook.http.SenderFixture.ScriptedResolver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What receivers get, and what becomes of their answers. */
class HttpWebhookSenderTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";

  @Test
  void a_receiver_gets_the_message_and_can_verify_it() throws Exception {
    try (TestReceiver receiver = TestReceiver.plain("127.0.0.1", 0, answering(OK))) {
      assertThat(send(receiver, "/hooks/a%20b?k=v&k=w")).isEqualTo(new WebhookAnswer.Taken());
      TestReceiver.Request request = receiver.next();
      assertThat(request.line()).isEqualTo("POST /hooks/a%20b?k=v&k=w HTTP/1.1");
      assertThat(request.body()).isEqualTo(BODY);
      assertThat(request.headers())
          .containsEntry("Host", "receiver.test:" + receiver.port())
          .containsEntry("Content-Type", "application/json");
      assertThat(
              new WebhookVerifier(List.of(SECRET), () -> NOW)
                  .verify(
                      request.headers().get("webhook-id"),
                      request.headers().get("webhook-timestamp"),
                      request.headers().get("webhook-signature"),
                      request.body().getBytes(UTF_8)))
          .isEqualTo(WebhookVerifier.Verdict.GENUINE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, Taken",
    "202, Taken",
    "204, Taken",
    "410, Gone",
    "301, MESSAGE",
    "304, MESSAGE",
    "400, MESSAGE",
    "401, MESSAGE",
    "404, MESSAGE",
    "429, HOST",
    "500, HOST",
    "503, HOST",
    "599, HOST",
  })
  void the_status_says_what_becomes_of_it(int status, String expected) throws Exception {
    WebhookAnswer answer = sendTo(answering("HTTP/1.1 " + status + " Any\r\n"));
    String found =
        answer instanceof WebhookAnswer.Failed failed
            ? failed.fault().name()
            : answer.getClass().getSimpleName();
    assertThat(found).isEqualTo(expected);
    if (answer instanceof WebhookAnswer.Failed failed) {
      assertThat(failed.problem()).startsWith("answered " + status);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | PT2M",
        "0 | PT0S",
        "'Sun, 01 Mar 2026 12:01:30 GMT' | PT1M30S",
        "'Sun, 01 Mar 2026 11:00:00 GMT' | none",
        "-5 | none",
        "99999999999 | none",
        "soon | none"
      })
  void tells_how_long_a_receiver_wants_to_rest(String header, String expected) throws Exception {
    WebhookAnswer answer =
        sendTo(answering("HTTP/1.1 503 Busy\r\nRetry-After: " + header + "\r\n"));
    Optional<Duration> rest =
        expected.equals("none") ? Optional.empty() : Optional.of(Duration.parse(expected));
    assertThat(answer).isEqualTo(new WebhookAnswer.Failed(Fault.HOST, "answered 503", rest));
  }

  @Test
  void skips_provisional_answers() throws Exception {
    assertThat(
            sendTo(
                answering("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\n" + OK)))
        .isEqualTo(new WebhookAnswer.Taken());
  }

  @Test
  void an_endless_body_does_not_hold_it_up() throws Exception {
    byte[] piece = new byte[65_536];
    WebhookAnswer answer =
        sendTo(out -> {
          out.write((OK.replace("Content-Length: 0\r\n", "\r\n")).getBytes(ISO_8859_1));
          while (true) {
            out.write(piece);
          }
        });
    assertThat(answer).isEqualTo(new WebhookAnswer.Taken());
  }

  @Test
  void an_endless_head_is_a_failure() throws Exception {
    byte[] header = "X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".getBytes(ISO_8859_1);
    WebhookAnswer answer =
        sendTo(out -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
          while (true) {
            out.write(header);
          }
        });
    assertThat(problem(answer)).contains("too much before its body");
  }

  @Test
  void endless_provisional_answers_are_a_failure() throws Exception {
    byte[] piece = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);
    WebhookAnswer answer =
        sendTo(out -> {
          while (true) {
            out.write(piece);
          }
        });
    assertThat(problem(answer)).contains("too much before its body");
  }

  @Test
  void what_is_not_http_is_a_failure() throws Exception {
    assertThat(problem(sendTo(answering("220 smtp.example ESMTP\r\n"))))
        .contains("something else than HTTP");
    assertThat(problem(sendTo(out -> {}))).contains("hung up before");
  }

  @Test
  void a_receiver_that_trickles_is_cut_off_in_time() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    TestReceiver.Answer trickle =
        out -> {
          out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(ISO_8859_1));
          while (!never.await(20, TimeUnit.MILLISECONDS)) {
            out.write('a');
            out.flush();
          }
        };
    try (TestReceiver receiver = TestReceiver.plain("127.0.0.1", 0, trickle);
        HttpWebhookSender sender =
            sender(
                config("127.0.0.1", receiver.port()).timeout(Duration.ofMillis(300)),
                "127.0.0.1")) {
      long start = System.nanoTime();
      WebhookAnswer answer = sender.send(to("http://receiver.test:" + receiver.port() + "/"));
      assertThat(problem(answer)).isEqualTo("took longer than PT0.3S");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void a_lookup_that_hangs_is_left_in_time() {
    CountDownLatch never = new CountDownLatch(1);
    Resolver hanging =
        host -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    try (HttpWebhookSender sender =
        new HttpWebhookSender(
            config("127.0.0.1").timeout(Duration.ofMillis(200)).build(), hanging)) {
      assertThat(problem(sender.send(to("http://receiver.test/"))))
          .isEqualTo("took longer than PT0.2S");
    }
  }

  @Test
  void a_host_without_an_address_is_a_failure_of_the_host() {
    Resolver none =
        host -> {
          throw new java.net.UnknownHostException("10.9.8.7: secret detail");
        };
    try (HttpWebhookSender sender = new HttpWebhookSender(config("127.0.0.1").build(), none)) {
      assertThat(sender.send(to("http://receiver.test/")))
          .isEqualTo(
              new WebhookAnswer.Failed(
                  Fault.HOST, "host could not be looked up", Optional.empty()));
    }
  }

  @Test
  void goes_on_to_the_next_address_of_a_host() throws Exception {
    try (TestReceiver receiver = TestReceiver.plain("127.0.0.1", 0, answering(OK));
        HttpWebhookSender sender =
            sender(config("127.0.0.0/8", receiver.port()), "127.0.0.9", "127.0.0.1")) {
      assertThat(sender.send(to("http://receiver.test:" + receiver.port() + "/")))
          .isEqualTo(new WebhookAnswer.Taken());
    }
  }

  private static HttpWebhookSender sender(HttpWebhookConfig.Builder config, String... addresses) {
    return new HttpWebhookSender(config.build(), new ScriptedResolver(String.join(",", addresses)));
  }

  private static WebhookAnswer sendTo(TestReceiver.Answer answer) throws Exception {
    try (TestReceiver receiver = TestReceiver.plain("127.0.0.1", 0, answer)) {
      return send(receiver, "");
    }
  }

  private static WebhookAnswer send(TestReceiver receiver, String path) {
    try (HttpWebhookSender sender = sender(config("127.0.0.1", receiver.port()), "127.0.0.1")) {
      return sender.send(to("http://receiver.test:" + receiver.port() + path));
    }
  }

  private static String problem(WebhookAnswer answer) {
    return answer instanceof WebhookAnswer.Failed failed ? failed.problem() : answer.toString();
  }
}
