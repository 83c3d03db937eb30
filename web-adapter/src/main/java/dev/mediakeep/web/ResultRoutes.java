package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobResult;
import dev.mediakeep.job.JobState;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaLibrary;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Results that come in as files: kept as items of the job's owner, and the job is complete. What
 * was kept stays also when the lease was lost meanwhile, because it is paid for: whoever has the
 * job now finds it by its bytes.
 */
final class ResultRoutes {
  private static final Set<String> PARAMETERS = Set.of("fence");

  private final JobQueue jobs;
  private final MediaLibrary library;
  private final Guard uploads;

  ResultRoutes(JobQueue jobs, MediaLibrary library, Guard uploads) {
    this.jobs = jobs;
    this.library = library;
    this.uploads = uploads;
  }

  List<Route> routing() {
    return List.of(Route.post(JobPaths.RESULT, PARAMETERS, uploads, this::keep));
  }

  private void keep(Call call) throws IOException {
    JobId id = call.job();
    long fence = WorkerFields.fence(call.query());
    Job job = jobs.find(id).orElseThrow(() -> JobRoutes.absent(id));
    requireAwaited(job, fence);
    MediaId kept =
        switch (library.add(UploadRoutes.declared(call, JobResult.of(job)), call.body())) {
          case AddResult.Added(Media media) -> media.id();
          case AddResult.Existing(Media media) -> media.id();
          case AddResult.Refused(Problem problem) -> throw new MediakeepException(problem);
        };
    WorkerRoutes.answer(call, complete(id, fence, kept));
  }

  /** Before a large body is read: a lease that is over now will not be there after it. */
  private static void requireAwaited(Job job, long fence) {
    boolean isLast = job.attempts().fence() == fence;
    boolean isAwaited =
        switch (job.state()) {
          case JobState.Running running -> true;
          case JobState.Submitting submitting -> true;
          case JobState.Polling polling -> true;
          case JobState.Succeeded again -> true;
          case JobState.Looking looking -> false;
          case JobState.Queued queued -> false;
          case JobState.Uncertain uncertain -> false;
          case JobState.Waiting waiting -> false;
          case JobState.Failed failed -> false;
          case JobState.Cancelled cancelled -> false;
        };
    if (!isLast || !isAwaited) {
      throw new MediakeepException(
          ErrorCode.LEASE_LOST,
          "fence must be that of the job's lease, "
              + job.attempts().fence()
              + " in state "
              + Fields.nameOf(job.state().kind())
              + ", was "
              + fence);
    }
  }

  private Job complete(JobId id, long fence, MediaId kept) {
    JobChange change = jobs.complete(id, fence, List.of(kept));
    if (change instanceof JobChange.Refused(Problem problem)) {
      throw new MediakeepException(
          problem.withHint(problem.hint() + "; the file is kept as media item " + kept));
    }
    return JobRoutes.done(change);
  }
}
