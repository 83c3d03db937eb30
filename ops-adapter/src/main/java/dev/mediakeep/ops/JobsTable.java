package dev.mediakeep.ops;

import dev.mediakeep.job.Job;
import java.util.List;

/** Jobs, one a line. */
final class JobsTable {
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("ID", 9),
          new Table.Column("STATE", 8),
          new Table.Column("DONE", 2),
          new Table.Column("LANE", 6),
          new Table.Column("OWNER", 5),
          new Table.Column("PRIO", 1),
          new Table.Column("COST", 3),
          new Table.Column("CREATED", 4),
          new Table.Column("PROMPT", 7));

  private final Table table;

  private JobsTable(Table table) {
    this.table = table;
  }

  static JobsTable in(Console console) {
    return new JobsTable(new Table(console, COLUMNS));
  }

  void print(List<Job> jobs) {
    table.print(jobs.stream().map(JobsTable::cells).toList());
  }

  private static List<String> cells(Job job) {
    return List.of(
        job.id().toString(),
        Words.of(job.state().kind()),
        job.progress().map(told -> told.percent() + " %").orElse(""),
        job.request().lane().toString(),
        job.request().owner().value(),
        Integer.toString(job.request().priority()),
        Long.toString(job.request().cost()),
        Words.minute(job.createdAt()),
        job.request().parameters().string("prompt").orElse(""));
  }
}
