package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobState;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mediakeep jobs cancel}. */
@Command(
    name = "cancel",
    header = "Cancel video jobs",
    description = {
      "Needs the home to itself: where a server holds it, ask that server. A job that may run at its"
          + " provider ends as soon as a worker has cancelled it there; a video that was done before"
          + " that is kept. The other jobs are dealt with also where one is refused."
    },
    exitCodeList = {
      "0:all have ended, or will as soon as their providers were told",
      "1:a job was not found, or has ended otherwise",
      "3:the home is in use, or the store is damaged or unavailable"
    },
    footer = {
      "  mediakeep jobs cancel 019ae2f0-1c40-7000-8000-000000000001",
      "  mediakeep jobs list --owner ada --all --json | jq -r .id | xargs mediakeep jobs cancel"
    })
final class JobsCancelCommand implements Verb {
  private static final String REQUEST = "DELETE /api/v1/jobs/ID";

  private final Invocation invocation;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "the ids of the jobs")
  private List<JobId> ids = new ArrayList<>();

  @Option(names = "--dry-run", description = "say what would be done, and do nothing")
  private boolean dryRun;

  JobsCancelCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    try (OpenHome home = dryRun ? invocation.openReadOnly() : openForWriting()) {
      JobQueue jobs = home.jobs();
      Function<JobId, ItemReport.Line> step =
          dryRun ? id -> preview(id, jobs.find(id)) : id -> cancel(jobs, id);
      return ItemReport.say(invocation, new LinkedHashSet<>(ids).stream().map(step).toList());
    }
  }

  private OpenHome openForWriting() {
    return invocation.openForWriting(invocation.homes()::open, REQUEST);
  }

  private static ItemReport.Line preview(JobId id, Optional<Job> found) {
    return found.map(job -> preview(id, job.state())).orElseGet(() -> ItemReport.Line.absent(id));
  }

  private static ItemReport.Line preview(JobId id, JobState state) {
    String now = "is " + Words.of(state.kind());
    return switch (state) {
      case JobState.Succeeded end -> endedOtherwise(id, now);
      case JobState.Failed end -> endedOtherwise(id, now);
      case JobState.Cancelled end -> ItemReport.Line.of(id, "unchanged", now);
      case JobState.Queued queued -> ItemReport.Line.of(id, "would be cancelled", now);
      case JobState.Leased leased -> ItemReport.Line.of(id, "would be cancelled", now);
      case JobState.Exposed exposed -> ItemReport.Line.of(id, "would be cancelled", now);
    };
  }

  private static ItemReport.Line endedOtherwise(JobId id, String now) {
    return ItemReport.Line.refused(
        id, ErrorCode.JOB_STATE_CONFLICT, "job " + id + " " + now + ", and would not be cancelled");
  }

  private static ItemReport.Line cancel(JobQueue jobs, JobId id) {
    return switch (jobs.cancel(id)) {
      case JobChange.Done(Job job) when job.state().kind().isFinal() ->
          ItemReport.Line.of(id, "cancelled");
      case JobChange.Done done ->
          ItemReport.Line.of(id, "stopping", "a worker tells the provider first");
      case JobChange.Refused(var problem) -> ItemReport.Line.refused(id, problem);
      case JobChange.Absent absent -> ItemReport.Line.absent(id);
    };
  }
}
