package dev.mediakeep.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.media.MediaTotals;
import dev.mediakeep.ops.Homes.OpenHome;
import dev.mediakeep.schema.Migration;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;

/** {@code mediakeep status}. */
@Command(
    name = "status",
    header = "Show what a home holds, and who holds it",
    description = {
      "Works beside a running server. While migrations are pending the counts are not read."
    },
    footer = {"  mediakeep status", "  mediakeep status --home /srv/mediakeep --json"})
final class StatusCommand implements Verb {
  private final Invocation invocation;

  StatusCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  private record Status(
      String home,
      InstanceId instance,
      Optional<MediaTotals> totals,
      OptionalLong manifestLag,
      List<String> pending,
      Optional<Homes.Holder> holder) {}

  @Override
  public ExitStatus run() {
    Status status = read();
    if (invocation.isJson()) {
      invocation.console().sayJson(json -> write(json, status));
    } else {
      Facts.sayText(invocation.console(), factsOf(status));
    }
    return ExitStatus.DONE;
  }

  private Status read() {
    Configuration configuration = invocation.configuration();
    try (OpenHome home = invocation.homes().openReadOnly(configuration)) {
      List<String> pending =
          home.schema().list().stream()
              .filter(step -> step.appliedAt().isEmpty())
              .map(Migration::id)
              .toList();
      return new Status(
          configuration.home().toAbsolutePath().normalize().toString(),
          home.instance(),
          pending.isEmpty() ? Optional.of(home.media().totals()) : Optional.empty(),
          pending.isEmpty() ? home.manifestLag() : OptionalLong.empty(),
          pending,
          invocation.homes().holder(configuration));
    }
  }

  private static Map<String, String> factsOf(Status status) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("home", status.home());
    facts.put("instance", status.instance().toString());
    status
        .totals()
        .ifPresent(totals -> {
          facts.put("items", Sizes.showCount(totals.items()));
          facts.put("in the trash", Sizes.showCount(totals.trashed()));
          facts.put("files", Sizes.showCount(totals.blobs()));
          facts.put("size", Sizes.showExactly(totals.blobBytes()));
        });
    if (status.pending().isEmpty()) {
      facts.put("manifests", manifestsOf(status));
    }
    facts.put("schema", status.pending().isEmpty() ? "current" : pendingOf(status));
    facts.put(
        "held by",
        status
            .holder()
            .map(holder -> "process " + holder.pid() + " since " + Words.time(holder.since()))
            .orElse("nobody"));
    return facts;
  }

  private static String manifestsOf(Status status) {
    if (status.manifestLag().isEmpty()) {
      return "of another database, or none; the next start looks at all of them";
    }
    long lag = status.manifestLag().getAsLong();
    return lag == 0 ? "in step" : Sizes.showCount(lag) + " steps behind";
  }

  private static String pendingOf(Status status) {
    return "pending: " + String.join(", ", status.pending());
  }

  private static void write(JsonGenerator json, Status status) throws IOException {
    json.writeStartObject();
    json.writeStringField("home", status.home());
    json.writeStringField("instance", status.instance().toString());
    if (status.totals().isPresent()) {
      MediaTotals totals = status.totals().get();
      json.writeNumberField("items", totals.items());
      json.writeNumberField("trashed", totals.trashed());
      json.writeNumberField("blobs", totals.blobs());
      json.writeNumberField("bytes", totals.blobBytes());
    }
    if (status.manifestLag().isPresent()) {
      json.writeNumberField("manifestLag", status.manifestLag().getAsLong());
    }
    json.writeArrayFieldStart("pendingMigrations");
    for (String id : status.pending()) {
      json.writeString(id);
    }
    json.writeEndArray();
    if (status.holder().isPresent()) {
      json.writeObjectFieldStart("holder");
      json.writeNumberField("pid", status.holder().get().pid());
      json.writeStringField("since", Words.time(status.holder().get().since()));
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
