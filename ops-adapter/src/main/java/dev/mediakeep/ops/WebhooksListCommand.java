package dev.mediakeep.ops;

import dev.mediakeep.id.JobId;
import dev.mediakeep.ops.Homes.OpenHome;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.DeliveryQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mediakeep webhooks list}. */
@Command(
    name = "list",
    header = "List webhooks and what became of them, the newest first",
    description = {
      "Works beside a running server. Shows hosts only, as the rest of a URL may be secret."
          + " Webhooks are kept as long as jobs that have ended."
    },
    footer = {
      "  mediakeep webhooks list --state failed",
      "  mediakeep webhooks list --job 019ae2f0-1c40-7000-8000-000000000001 --json"
    })
final class WebhooksListCommand implements Verb {
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("WEBHOOK", 4),
          new Table.Column("HOST", 3),
          new Table.Column("STATE", 1),
          new Table.Column("TRIES", 1),
          new Table.Column("AT", 2),
          new Table.Column("PROBLEM", 5));

  private static final int LIMIT = 20;

  private final Invocation invocation;

  @Option(names = "--state", paramLabel = "STATE", description = "due, delivered or failed")
  private Optional<Delivery.State.Kind> state = Optional.empty();

  @Option(names = "--job", paramLabel = "ID", description = "of this job only")
  private Optional<JobId> job = Optional.empty();

  @Option(names = "--limit", paramLabel = "N", description = "at most so many, 1 to 1000 (20)")
  private Optional<Integer> limit = Optional.empty();

  WebhooksListCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    DeliveryQuery query = new DeliveryQuery(job, state, Optional.empty(), limit.orElse(LIMIT));
    try (OpenHome home = invocation.openReadOnly()) {
      List<Delivery> found = home.webhooks().list(query);
      if (invocation.isJson()) {
        sayJson(found);
      } else {
        new Table(invocation.console(), COLUMNS)
            .print(found.stream().map(WebhooksListCommand::row).toList());
      }
    }
    return ExitStatus.DONE;
  }

  private static List<String> row(Delivery delivery) {
    return List.of(
        delivery.message().id().toString(),
        delivery.message().url().host(),
        Words.of(delivery.state().kind()),
        Integer.toString(delivery.tries()),
        Words.time(at(delivery)),
        delivery.problem().orElse(""));
  }

  private static Instant at(Delivery delivery) {
    return switch (delivery.state()) {
      case Delivery.State.Due(Instant at) -> at;
      case Delivery.State.Delivered(Instant at) -> at;
      case Delivery.State.Failed(Instant at) -> at;
    };
  }

  private void sayJson(List<Delivery> found) {
    invocation
        .console()
        .sayJson(json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("webhooks");
          for (Delivery delivery : found) {
            json.writeStartObject();
            json.writeStringField("id", delivery.message().id().toString());
            json.writeStringField("job", delivery.message().id().job().toString());
            json.writeStringField("host", delivery.message().url().host());
            json.writeStringField("state", Words.of(delivery.state().kind()));
            json.writeNumberField("tries", delivery.tries());
            json.writeStringField("at", Words.time(at(delivery)));
            JsonForms.write(json, "problem", delivery.problem());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
