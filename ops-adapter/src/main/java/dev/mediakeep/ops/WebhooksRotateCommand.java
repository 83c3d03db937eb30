package dev.mediakeep.ops;

import dev.mediakeep.webhook.MasterSecrets;
import dev.mediakeep.webhook.WebhookSecret;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mediakeep webhooks rotate}. */
@Command(
    name = "rotate",
    header = "Give receivers of webhooks new secrets, in two steps",
    description = {
      "From now on, messages are signed with a new secret and the one before. Give each receiver"
          + " what mediakeep webhooks secret HOST prints first, and then run it again with"
          + " --finish: the one before is signed with no more, and cannot be brought back.",
      "Works beside a running server, at once."
    },
    exitCodeList = "1:there is no secret yet, or a rotation is under way, or none is",
    footer = {"  mediakeep webhooks rotate", "  mediakeep webhooks rotate --finish"})
final class WebhooksRotateCommand implements Verb {
  private final Invocation invocation;

  @Option(names = "--finish", description = "forget the secret before the newest")
  private boolean finish;

  WebhooksRotateCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    MasterSecrets secrets = invocation.homes().webhookSecrets(invocation.configuration());
    return finish ? finish(secrets) : begin(secrets);
  }

  private ExitStatus begin(MasterSecrets secrets) {
    int known = secrets.list().size();
    if (known == 0) {
      return refuse("there is no secret yet: the first serve makes one");
    }
    if (known > 1) {
      return refuse("a rotation is under way: end it with mediakeep webhooks rotate --finish");
    }
    secrets.add(WebhookSecret.generate(new SecureRandom()));
    invocation
        .console()
        .say("a new secret signs beside the old one; see mediakeep webhooks secret HOST");
    return ExitStatus.DONE;
  }

  private ExitStatus finish(MasterSecrets secrets) {
    if (!secrets.retireOld()) {
      return refuse("no rotation is under way: begin one with mediakeep webhooks rotate");
    }
    invocation.console().say("only the newest secret signs now");
    return ExitStatus.DONE;
  }

  private ExitStatus refuse(String why) {
    invocation.console().note(why);
    return ExitStatus.REFUSED;
  }
}
