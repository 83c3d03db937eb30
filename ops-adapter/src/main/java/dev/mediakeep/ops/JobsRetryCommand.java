package dev.mediakeep.ops;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediakeep jobs retry}. */
@Command(
    name = "retry",
    header = "Put video jobs that failed or were cancelled in line again",
    description =
        "Needs the home to itself: where a server holds it, ask that server. Trying again may cost"
            + " again. The other jobs are dealt with also where one is refused.",
    exitCodeList = {
      "0:all are in line",
      "1:a job was not found, or has not failed",
      "3:the home is in use, or the store is damaged or unavailable"
    },
    footer = "  mediakeep jobs retry 019ae2f0-1c40-7000-8000-000000000001")
final class JobsRetryCommand implements Verb {
  private static final String REQUEST = "POST /api/v1/jobs/ID/retry";

  private final Invocation invocation;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "the ids of the jobs")
  private List<JobId> ids = new ArrayList<>();

  JobsRetryCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    try (OpenHome home = invocation.openForWriting(invocation.homes()::open, REQUEST)) {
      JobQueue jobs = home.jobs();
      return ItemReport.say(
          invocation, new LinkedHashSet<>(ids).stream().map(id -> retry(jobs, id)).toList());
    }
  }

  private static ItemReport.Line retry(JobQueue jobs, JobId id) {
    return switch (jobs.retry(id)) {
      case JobChange.Done done -> ItemReport.Line.of(id, "queued");
      case JobChange.Refused(var problem) -> ItemReport.Line.refused(id, problem);
      case JobChange.Absent absent -> ItemReport.Line.absent(id);
    };
  }
}
