package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.ops.Homes.OpenHome;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookOutbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediakeep webhooks retry}. */
@Command(
    name = "retry",
    header = "Send webhooks anew that were given up",
    description =
        "They are due at once, and sent by the next serve. Needs the home to itself: where a server"
            + " holds it, ask that server. The other webhooks are dealt with also where one is"
            + " refused.",
    exitCodeList = {
      "0:all are due",
      "1:a webhook was not found, or was not given up",
      "3:the home is in use, or the store is damaged or unavailable"
    },
    footer = {"  mediakeep webhooks retry msg_019ae2f0-1c40-7000-8000-000000000001_7"})
final class WebhooksRetryCommand implements Verb {
  private static final String REQUEST = "POST /api/v1/ops/webhooks/ID/retry";

  private final Invocation invocation;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "the ids of the webhooks")
  private List<MessageId> ids = new ArrayList<>();

  WebhooksRetryCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    try (OpenHome home = invocation.openForWriting(invocation.homes()::open, REQUEST)) {
      Instant now = home.jobs().now();
      return ItemReport.say(
          invocation,
          new LinkedHashSet<>(ids).stream().map(id -> retry(home.webhooks(), id, now)).toList());
    }
  }

  private static ItemReport.Line retry(WebhookOutbox webhooks, MessageId id, Instant now) {
    boolean isTriedAnew = webhooks.retry(id, now);
    Optional<Delivery> found = webhooks.find(id);
    if (found.isEmpty()) {
      return ItemReport.Line.refused(
          id, ErrorCode.WEBHOOK_NOT_FOUND, "no webhook has the id " + id);
    }
    String state = Words.of(found.get().state().kind());
    return isTriedAnew
        ? ItemReport.Line.of(id, state)
        : ItemReport.Line.refused(
            id,
            ErrorCode.WEBHOOK_NOT_FAILED,
            "a webhook must have been given up to be sent anew, is " + state);
  }
}
