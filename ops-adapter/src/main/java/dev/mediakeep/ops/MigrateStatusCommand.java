package dev.mediakeep.ops;

import dev.mediakeep.ops.Homes.OpenHome;
import dev.mediakeep.schema.Migration;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mediakeep migrate status}. */
@Command(
    name = "status",
    header = "List the migrations of the database, applied and pending",
    description =
        "Works beside a running server, and changes nothing. Pending migrations are applied when"
            + " the home is opened for writing, as serve does.",
    exitCodeList = {"0:all are applied", "4:some are pending"},
    footer = {"  mediakeep migrate status", "  mediakeep migrate status --json"})
final class MigrateStatusCommand implements Verb {
  private static final List<Table.Column> COLUMNS =
      List.of(new Table.Column("MIGRATION", 2), new Table.Column("APPLIED", 1));

  private final Invocation invocation;

  MigrateStatusCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    try (OpenHome home = invocation.openReadOnly()) {
      List<Migration> migrations = home.schema().list();
      if (invocation.isJson()) {
        sayJson(migrations);
      } else {
        sayTable(migrations);
      }
      boolean pending = migrations.stream().anyMatch(step -> step.appliedAt().isEmpty());
      return pending ? ExitStatus.FOUND : ExitStatus.DONE;
    }
  }

  private void sayJson(List<Migration> migrations) {
    invocation
        .console()
        .sayJson(json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("migrations");
          for (Migration migration : migrations) {
            json.writeStartObject();
            json.writeStringField("id", migration.id());
            JsonForms.write(json, "appliedAt", migration.appliedAt().map(Words::time));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void sayTable(List<Migration> migrations) {
    new Table(invocation.console(), COLUMNS)
        .print(
            migrations.stream()
                .map(
                    step -> List.of(step.id(), step.appliedAt().map(Words::time).orElse("pending")))
                .toList());
  }
}
