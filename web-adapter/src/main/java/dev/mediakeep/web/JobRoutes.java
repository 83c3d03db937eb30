package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand.Finding;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Jobs for those who ask for them: asking, looking, cancelling, and deciding what is unclear. */
final class JobRoutes {
  static final Set<String> FINDING = Set.of("finding", "handle", "why");

  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-store");
  private static final Set<String> NO_PARAMETERS = Set.of();

  private final JobQueue jobs;
  private final Guard requests;
  private final RoomForecast forecast;

  JobRoutes(JobQueue jobs, Guard requests) {
    this.jobs = jobs;
    this.requests = requests;
    this.forecast = new RoomForecast(jobs);
  }

  List<Route> routing() {
    return List.of(
        Route.get(JobPaths.ALL, JobFilters.PARAMETERS, requests, this::list),
        Route.post(JobPaths.ALL, NO_PARAMETERS, requests, this::ask),
        Route.get(JobPaths.ONE, NO_PARAMETERS, requests, this::find),
        Route.delete(JobPaths.ONE, NO_PARAMETERS, requests, this::cancel),
        Route.post(JobPaths.command("retry"), NO_PARAMETERS, requests, this::retry),
        Route.post(JobPaths.command("resolve"), NO_PARAMETERS, requests, this::resolve));
  }

  private void list(Call call) {
    byte[] page = JobJson.page(jobs.list(JobFilters.parse(call.query())));
    call.with(Json.CONTENT_TYPE).with(NO_STORE).answer(Status.OK_200, page);
  }

  private void ask(Call call) throws IOException {
    JsonFields fields = JsonBody.read(call, JsonBody.MAX_JOB_BYTES, JobFields.ALL);
    JobRequest request = JobFields.request(fields, call.address());
    switch (jobs.enqueue(request, KeyHeader.of(call))) {
      case EnqueueResult.Added(Job job) ->
          answer(call.with(HeaderNames.LOCATION, JobPaths.of(job.id())), Status.CREATED_201, job);
      case EnqueueResult.Repeated(Job job) -> {
        call.with(HeaderNames.LOCATION, JobPaths.of(job.id()));
        answer(call.with(KeyHeader.REPLAYED, "true"), Status.OK_200, job);
      }
      case EnqueueResult.Refused(Problem problem) -> throw refused(call, problem, request.lane());
    }
  }

  private MediakeepException refused(Call call, Problem problem, Lane lane) {
    if (problem.code() == ErrorCode.QUEUE_FULL) {
      call.with(HeaderNames.RETRY_AFTER, Long.toString(forecast.seconds(lane)));
    }
    return new MediakeepException(problem);
  }

  private void find(Call call) {
    JobId id = call.job();
    answer(call, Status.OK_200, jobs.find(id).orElseThrow(() -> absent(id)));
  }

  private void cancel(Call call) {
    Job job = done(jobs.cancel(call.job()));
    answer(call, job.state().kind().isFinal() ? Status.OK_200 : Status.ACCEPTED_202, job);
  }

  private void retry(Call call) throws IOException {
    JsonBody.requireEmpty(call);
    answer(call, Status.OK_200, done(jobs.retry(call.job())));
  }

  private void resolve(Call call) throws IOException {
    JsonFields fields = JsonBody.read(call, JsonBody.MAX_COMMAND_BYTES, FINDING);
    answer(call, Status.OK_200, done(jobs.resolve(call.job(), finding(fields))));
  }

  private static Finding finding(JsonFields fields) {
    String finding = JobFields.require("finding", fields.text("finding"));
    return switch (finding) {
      case "runs" -> new Finding.Runs(JobFields.require("handle", fields.text("handle")));
      case "neverArrived" -> new Finding.NeverArrived();
      case "givenUp" -> new Finding.GivenUp(JobFields.require("why", fields.text("why")));
      default ->
          throw new InvalidValueException(
              "finding",
              "finding must be runs, neverArrived or givenUp, was " + Rules.quote(finding));
    };
  }

  /** The job after a change. */
  static Job done(JobChange change) {
    return switch (change) {
      case JobChange.Done(Job job) -> job;
      case JobChange.Refused(Problem problem) -> throw new MediakeepException(problem);
      case JobChange.Absent(JobId id) -> throw absent(id);
    };
  }

  /** The refusal of an id that no job has. */
  static MediakeepException absent(JobId id) {
    return new MediakeepException(ErrorCode.JOB_NOT_FOUND, "no job has the id " + id);
  }

  private void answer(Call call, Status status, Job job) {
    call.with(Json.CONTENT_TYPE)
        .with(NO_STORE)
        .answer(status, JobJson.job(job, jobs.standing(job.id())));
  }
}
