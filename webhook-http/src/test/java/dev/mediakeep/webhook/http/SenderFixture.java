package dev.mediakeep.webhook.http;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.webhook.Asker;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.ReceiverList;
import dev.mediakeep.webhook.SignedMessage;
import dev.mediakeep.webhook.WebhookMessage;
import dev.mediakeep.webhook.WebhookRules;
import dev.mediakeep.webhook.WebhookSecret;
import dev.mediakeep.webhook.WebhookUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Senders and messages for tests. */
final class SenderFixture {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final WebhookSecret SECRET = WebhookSecret.generate(new SplittableRandom(1));
  static final String BODY = "{\"type\":\"job.succeeded\",\"data\":{\"owner\":\"ünï\"}}";

  private SenderFixture() {}

  /** Allows http, one address of this machine and these ports. */
  static HttpWebhookConfig.Builder config(String allowed, int... ports) {
    List<Integer> list = new ArrayList<>();
    for (int port : ports) {
      list.add(port);
    }
    WebhookRules rules =
        WebhookRules.builder()
            .http(true)
            .ports(Set.copyOf(list))
            .receivers(ReceiverList.parse("webhook-allow", allowed))
            .build();
    return HttpWebhookConfig.builder()
        .rules(rules)
        .clock(() -> NOW)
        .timeout(Duration.ofSeconds(20));
  }

  static SignedMessage to(String url) {
    MessageId id =
        new MessageId(
            new JobId(new UUID(0x0190_0000_0000_7000L, 1L << 63)), Instant.ofEpochMilli(7));
    WebhookMessage message =
        new WebhookMessage(id, new Asker(OwnerId.ANONYMOUS, ""), new WebhookUrl(url), BODY, NOW);
    return SignedMessage.of(message, NOW, List.of(SECRET));
  }

  /** Answers one after the other, addresses with commas between them, and the last one again. */
  static final class ScriptedResolver implements Resolver {
    private final List<String> answers;
    private final AtomicInteger lookups = new AtomicInteger();

    ScriptedResolver(String... answers) {
      this.answers = List.of(answers);
    }

    @Override
    public List<InetAddress> addressesOf(String host) throws UnknownHostException {
      int at = Math.min(lookups.getAndIncrement(), answers.size() - 1);
      List<InetAddress> addresses = new ArrayList<>();
      for (String address : answers.get(at).split(",")) {
        addresses.add(InetAddress.getByName(address));
      }
      return addresses;
    }

    int lookups() {
      return lookups.get();
    }
  }
}
