package dev.mediakeep.ops;

import dev.mediakeep.webhook.WebhookKeys;
import dev.mediakeep.webhook.WebhookSecret;
import dev.mediakeep.webhook.WebhookUrl;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediakeep webhooks secret}. */
@Command(
    name = "secret",
    header = "Show what a receiver of webhooks verifies them with",
    description = {
      "Prints the secret of one host, for whoever runs it, in the form of Standard Webhooks; during"
          + " a rotation two, the newest first. Each host has its own, so that a receiver cannot"
          + " pass messages on to another one as if they came from here.",
      "Works beside a running server. The secrets follow from .data/webhook-secret, which is made"
          + " by the first serve."
    },
    exitCodeList = "1:there are none yet",
    footer = {"  mediakeep webhooks secret hooks.example.org"})
final class WebhooksSecretCommand implements Verb {
  private final Invocation invocation;

  @Parameters(paramLabel = "HOST", description = "the host in the URLs of the receiver")
  private @Nullable String host;

  WebhooksSecretCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    String wanted =
        new WebhookUrl("https://" + Objects.requireNonNull(host, "picocli sets it")).host();
    List<WebhookSecret> secrets =
        WebhookKeys.derivedFrom(
                () -> invocation.homes().webhookSecrets(invocation.configuration()).list())
            .of(wanted);
    if (secrets.isEmpty()) {
      invocation.console().note("there is no secret yet: the first serve makes one");
      return ExitStatus.REFUSED;
    }
    if (invocation.isJson()) {
      sayJson(wanted, secrets);
    } else {
      secrets.forEach(secret -> invocation.console().say(secret.text()));
    }
    return ExitStatus.DONE;
  }

  private void sayJson(String wanted, List<WebhookSecret> secrets) {
    invocation
        .console()
        .sayJson(json -> {
          json.writeStartObject();
          json.writeStringField("host", wanted);
          json.writeArrayFieldStart("secrets");
          for (WebhookSecret secret : secrets) {
            json.writeString(secret.text());
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
