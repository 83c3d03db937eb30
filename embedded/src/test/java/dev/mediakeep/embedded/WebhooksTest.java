package dev.mediakeep.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.fs.HomeFolder;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.WebhookKeys;
import dev.mediakeep.webhook.WebhookRules;
import dev.mediakeep.webhook.WebhookSecret;
import dev.mediakeep.webhook.WebhookUrl;
import dev.mediakeep.webhook.WebhookVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a job's end to a receiver on this machine, over a real home. */
class WebhooksTest {
  private static final Lane LANE = new Lane("acme", "film-1");

  @TempDir private Path folder;

  @Test
  void a_receiver_is_told_and_can_verify_it() throws Exception {
    try (HookServer receiver = new HookServer(hook -> 204);
        Mediakeep keep = open(receiver.port(), Optional.empty())) {
      end(keep, receiver.port());
      HookServer.Hook hook = receiver.next();
      assertThat(hook.body()).contains("\"type\":\"job.cancelled\"").doesNotContain("hunter2");
      List<WebhookSecret> secrets =
          WebhookKeys.derivedFrom(HomeFolder.webhookSecretsOf(home())::list).of("127.0.0.1");
      assertThat(verdict(secrets, hook)).isEqualTo(WebhookVerifier.Verdict.GENUINE);
    }
    assertThat(deliveries())
        .singleElement()
        .satisfies(
            delivery -> assertThat(delivery.state()).isInstanceOf(Delivery.State.Delivered.class));
    Path secret = folder.resolve("home/.data/webhook-secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
  }

  @Test
  void an_app_can_bring_its_own_secrets() throws Exception {
    WebhookSecret own = WebhookSecret.generate(new SplittableRandom(1));
    try (HookServer receiver = new HookServer(hook -> 200);
        Mediakeep keep = open(receiver.port(), Optional.of(host -> List.of(own)))) {
      end(keep, receiver.port());
      assertThat(verdict(List.of(own), receiver.next())).isEqualTo(WebhookVerifier.Verdict.GENUINE);
    }
    assertThat(folder.resolve("home/.data/webhook-secret")).doesNotExist();
  }

  @Test
  void a_webhook_is_refused_where_none_are_sent_or_the_rules_forbid_it() {
    JobRequest request =
        JobRequest.builder(OwnerId.ANONYMOUS, LANE)
            .webhook(new WebhookUrl("http://example.com/"))
            .build();
    try (Mediakeep keep = Mediakeep.open(MediakeepConfig.builder(home()).build())) {
      keep.jobs().putLane(LaneRule.ofDefaults(LANE));
      assertThat(refusal(keep, request)).isEqualTo(ErrorCode.WEBHOOK_REFUSED);
    }
    MediakeepConfig strict =
        MediakeepConfig.builder(home()).webhooks(WebhookRules.ofDefaults()).build();
    try (Mediakeep keep = Mediakeep.open(strict)) {
      assertThat(refusal(keep, request)).isEqualTo(ErrorCode.WEBHOOK_REFUSED);
    }
  }

  @Test
  void what_was_not_taken_stays_for_the_next_start() throws Exception {
    try (HookServer receiver = new HookServer(hook -> 503)) {
      try (Mediakeep keep = open(receiver.port(), Optional.empty())) {
        end(keep, receiver.port());
        receiver.next();
      }
      assertThat(deliveries())
          .singleElement()
          .satisfies(
              delivery -> assertThat(delivery.state()).isInstanceOf(Delivery.State.Due.class));
    }
  }

  private HomeConfig home() {
    return HomeConfig.ofHome(folder.resolve("home"));
  }

  private Mediakeep open(int port, Optional<WebhookKeys> keys) {
    MediakeepConfig.Builder config =
        MediakeepConfig.builder(home()).webhooks(HookServer.rules(port));
    keys.ifPresent(config::webhookKeys);
    return Mediakeep.open(config.build());
  }

  private static void end(Mediakeep keep, int port) {
    keep.jobs().putLane(LaneRule.ofDefaults(LANE));
    WebhookProcess.endOne(keep, port);
  }

  private static WebhookVerifier.Verdict verdict(
      List<WebhookSecret> secrets, HookServer.Hook hook) {
    return new WebhookVerifier(secrets, InstantSource.system())
        .verify(hook.id(), hook.timestamp(), hook.signature(), hook.body().getBytes(UTF_8));
  }

  private static ErrorCode refusal(Mediakeep keep, JobRequest request) {
    return switch (keep.jobs().enqueue(request, Optional.empty())) {
      case EnqueueResult.Refused refused -> refused.problem().code();
      case EnqueueResult.Added added -> throw new AssertionError(added);
      case EnqueueResult.Repeated repeated -> throw new AssertionError(repeated);
    };
  }

  private List<Delivery> deliveries() {
    try (Mediakeep keep = Mediakeep.openReadOnly(MediakeepConfig.builder(home()).build())) {
      return new ArrayList<>(keep.webhooks().list(DeliveryQuery.ofNewest(100)));
    }
  }
}
