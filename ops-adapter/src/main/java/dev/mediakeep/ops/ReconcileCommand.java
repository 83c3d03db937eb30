package dev.mediakeep.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.ops.Homes.OpenHome;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mediakeep reconcile}. */
@Command(
    name = "reconcile",
    header = "Take back jobs that the manifests know better than the database",
    description = {
      "For a database that was put back from an older copy: jobs that were submitted since are"
          + " polled and not submitted again. Each start does so by itself where it has reason to;"
          + " this looks at all manifests in any case. Manifests that cannot be read are named and"
          + " left as they are. With --dry-run it works beside a running server."
    },
    exitCodeList = {
      "0:the database knows all that the manifests tell",
      "3:the home is in use, or the store is damaged or unavailable",
      "4:something was taken back, is in conflict, or cannot be read"
    },
    footer = {"  mediakeep reconcile --dry-run", "  mediakeep reconcile --json"})
final class ReconcileCommand implements Verb {
  private static final String HINT =
      "a server has done so when it started; --dry-run looks beside it, or stop it first";

  private final Invocation invocation;

  @Option(names = "--dry-run", description = "say what would be done, and do nothing")
  private boolean dryRun;

  ReconcileCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    ReconcileReport report = dryRun ? preview() : reconcile();
    if (invocation.isJson()) {
      invocation.console().sayJson(json -> write(json, report));
    } else {
      say(report);
    }
    return report.findings().isEmpty() ? ExitStatus.DONE : ExitStatus.FOUND;
  }

  private ReconcileReport preview() {
    try (OpenHome home = invocation.openReadOnly()) {
      return home.previewReconcile();
    }
  }

  private ReconcileReport reconcile() {
    try (OpenHome home = invocation.openForWritingOr(HINT, invocation.homes()::open)) {
      return home.reconcile();
    }
  }

  private void say(ReconcileReport report) {
    Console console = invocation.console();
    for (ReconcileReport.Finding found : report.findings()) {
      String place = found.job().map(JobId::toString).orElse(found.place());
      console.say(Words.harmless(word(found.kind()) + " " + place + ": " + found.detail()));
    }
    for (Lane lane : report.lanes()) {
      console.say((dryRun ? "would be made " : "made ") + lane + ": with room by default");
    }
    console.say(
        Sizes.showCount(report.looked())
            + " manifests, "
            + Sizes.showCount(report.findings().size())
            + " findings"
            + (dryRun ? ", nothing was changed" : ""));
  }

  private String word(ReconcileReport.Kind kind) {
    return switch (kind) {
      case TAKEN_BACK -> dryRun ? "would be taken back" : "taken back";
      case FORGOTTEN -> dryRun ? "would be given up" : "given up";
      case CONFLICT -> "conflict";
      case UNREADABLE -> "unreadable";
    };
  }

  private void write(JsonGenerator json, ReconcileReport report) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("dryRun", dryRun);
    json.writeNumberField("manifests", report.looked());
    json.writeArrayFieldStart("findings");
    for (ReconcileReport.Finding found : report.findings()) {
      json.writeStartObject();
      json.writeStringField("kind", Words.of(found.kind()));
      JsonForms.write(json, "job", found.job().map(JobId::toString));
      json.writeStringField("place", found.place());
      json.writeStringField("detail", found.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("lanesMade");
    for (Lane lane : report.lanes()) {
      json.writeString(lane.toString());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
