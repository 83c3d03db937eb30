package dev.mediakeep.memory;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log of a store in memory. Guarded by its store. */
final class InMemoryJobLog {
  private final List<JobEntry> lines = new ArrayList<>();
  private String lineage = "";
  private long last;

  void add(Job job, Optional<JobCommand.Kind> command, Instant now) {
    lines.add(JobEntry.of(++last, job, command, now));
  }

  List<JobEntry> list(EntryQuery query) {
    return lines.stream().filter(query::matches).limit(query.limit()).toList();
  }

  List<JobEntry> listAll(JobId job, long after) {
    return lines.stream().filter(line -> line.job().equals(job) && line.number() > after).toList();
  }

  /** Removes the first lines of a job, at most so many; answers how many it had of those. */
  int forget(JobId job, int most) {
    List<JobEntry> first =
        lines.stream().filter(line -> line.job().equals(job)).limit(most).toList();
    lines.removeAll(first);
    return first.size();
  }

  LogPosition position() {
    return new LogPosition(lineage, last);
  }

  void begin(LogPosition from) {
    lineage = from.lineage();
    last = Math.max(last, from.number());
  }
}
