package dev.mediakeep.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.webhook.WebhookVerifier.Verdict;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector is the one that Standard Webhooks' own libraries are tested with. */
class WebhookSecretTest {
  private static final String TEXT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final WebhookSecret SECRET = WebhookSecret.parse(TEXT);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long SECONDS = 1_614_265_330;
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String OTHER = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

  @Test
  void signs_as_standard_webhooks_does() {
    assertThat(SECRET.sign(ID, SECONDS, BODY)).isEqualTo(SIGNATURE);
  }

  @Test
  void verifies_what_was_signed_by_one_of_its_secrets() {
    WebhookSecret old = WebhookSecret.generate(new SplittableRandom(1));
    WebhookVerifier verifier = verifier(0, old, SECRET);
    assertThat(verify(verifier, SIGNATURE)).isEqualTo(Verdict.GENUINE);
    assertThat(verify(verifier, OTHER + " v1a,AAAA " + SIGNATURE)).isEqualTo(Verdict.GENUINE);
    assertThat(verify(verifier, old.sign(ID, SECONDS, BODY))).isEqualTo(Verdict.GENUINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1,",
        "v1",
        "invalid",
        OTHER,
        "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
      })
  void finds_another_signature_forged(String signatures) {
    assertThat(verify(verifier(0, SECRET), signatures)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void finds_what_was_changed_forged() {
    WebhookVerifier verifier = verifier(0, SECRET);
    byte[] changed = "{\"test\": 2432232315}".getBytes(UTF_8);
    assertThat(verifier.verify(ID, "1614265330", SIGNATURE, changed)).isEqualTo(Verdict.FORGED);
    assertThat(verifier.verify(ID + "a", "1614265330", SIGNATURE, BODY)).isEqualTo(Verdict.FORGED);
    assertThat(verifier.verify(ID, "1614265331", SIGNATURE, BODY)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void finds_headers_that_are_none_forged() {
    WebhookVerifier verifier = verifier(0, SECRET);
    assertThat(verifier.verify("", "1614265330", SIGNATURE, BODY)).isEqualTo(Verdict.FORGED);
    for (String time : List.of("", "-1", "1e9", "1614265330.0", "9999999999999")) {
      assertThat(verifier.verify(ID, time, SIGNATURE, BODY)).as(time).isEqualTo(Verdict.FORGED);
    }
  }

  @Test
  void takes_five_minutes_either_way_and_no_more() {
    assertThat(verify(verifier(300, SECRET), SIGNATURE)).isEqualTo(Verdict.GENUINE);
    assertThat(verify(verifier(-300, SECRET), SIGNATURE)).isEqualTo(Verdict.GENUINE);
    assertThat(verify(verifier(301, SECRET), SIGNATURE)).isEqualTo(Verdict.OUT_OF_TIME);
    assertThat(verify(verifier(-301, SECRET), SIGNATURE)).isEqualTo(Verdict.OUT_OF_TIME);
  }

  @Test
  void reads_what_it_writes() {
    WebhookSecret made = WebhookSecret.generate(new SplittableRandom(2));
    assertThat(WebhookSecret.parse(made.text())).isEqualTo(made).hasSameHashCodeAs(made);
    assertThat(SECRET.text()).isEqualTo(TEXT);
    assertThat(made).isNotEqualTo(SECRET);
  }

  @Test
  void gives_each_receiver_a_secret_of_its_own() {
    WebhookSecret one = SECRET.forReceiver("one.example");
    assertThat(one).isEqualTo(WebhookSecret.parse(TEXT).forReceiver("one.example"));
    assertThat(one).isNotEqualTo(SECRET.forReceiver("two.example")).isNotEqualTo(SECRET);
    assertThat(verify(verifier(0, SECRET.forReceiver("two.example")), one.sign(ID, SECONDS, BODY)))
        .isEqualTo(Verdict.FORGED);
  }

  @Test
  void shows_nothing_of_itself() {
    assertThat(SECRET).hasToString("whsec_***");
  }

  @Test
  void refuses_what_is_no_secret_without_repeating_it() {
    String brief = "whsec_" + Base64.getEncoder().encodeToString(new byte[23]);
    String long65 = "whsec_" + Base64.getEncoder().encodeToString(new byte[65]);
    for (String text : List.of("", "whsec_", TEXT.substring(6), TEXT + "!", brief, long65)) {
      assertThatThrownBy(() -> WebhookSecret.parse(text))
          .as(text)
          .isInstanceOf(InvalidValueException.class)
          .hasMessage("secret must be whsec_ followed by 24..64 bytes in Base64")
          .hasNoCause();
    }
  }

  private static WebhookVerifier verifier(long secondsLater, WebhookSecret... secrets) {
    Instant now = Instant.ofEpochSecond(SECONDS + secondsLater);
    return new WebhookVerifier(List.of(secrets), () -> now);
  }

  private static Verdict verify(WebhookVerifier verifier, String signatures) {
    return verifier.verify(ID, Long.toString(SECONDS), signatures, BODY);
  }
}
