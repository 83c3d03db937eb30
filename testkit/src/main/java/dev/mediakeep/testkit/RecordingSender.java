package dev.mediakeep.testkit;

import dev.mediakeep.webhook.SignedMessage;
import dev.mediakeep.webhook.WebhookAnswer;
import dev.mediakeep.webhook.WebhookSender;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A sender that sends nothing, remembers all, and answers for each host as it was told. */
public final class RecordingSender implements WebhookSender {
  private final List<SignedMessage> sent = new CopyOnWriteArrayList<>();
  private final Map<String, Function<SignedMessage, WebhookAnswer>> answers =
      new ConcurrentHashMap<>();

  /** Each host takes everything. */
  public RecordingSender() {}

  @Override
  public WebhookAnswer send(SignedMessage message) {
    sent.add(message);
    return answers
        .getOrDefault(message.message().url().host(), any -> new WebhookAnswer.Taken())
        .apply(message);
  }

  /** Has a host answer so from now on. */
  public void answer(String host, Function<SignedMessage, WebhookAnswer> answer) {
    answers.put(host, answer);
  }

  /** All that was sent, the first first. */
  public List<SignedMessage> sent() {
    return List.copyOf(sent);
  }
}
