package dev.mediakeep.web;

import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobQueue;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Jobs for the workers that have them. A worker calls the provider only after {@code intent} was
 * answered with 200, and never after the end of its lease: then somebody else may call.
 */
final class WorkerRoutes {
  static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-store");

  private static final Set<String> NO_PARAMETERS = Set.of();

  private final JobQueue jobs;
  private final Guard requests;

  WorkerRoutes(JobQueue jobs, Guard requests) {
    this.jobs = jobs;
    this.requests = requests;
  }

  /** What becomes of a job by what its worker says. */
  @FunctionalInterface
  private interface Command {
    JobChange follow(Call call, JsonFields said);
  }

  List<Route> routing() {
    return List.of(
        route("heartbeat", WorkerFields.HEARTBEAT, this::heartbeat),
        route("progress", WorkerFields.HEARTBEAT, this::progress),
        route("intent", WorkerFields.FENCE, this::intent),
        route("submitted", WorkerFields.SUBMITTED, this::submitted),
        route("wait", WorkerFields.WAIT, this::await),
        route("doubt", WorkerFields.DOUBT, this::doubt),
        route("not-found", WorkerFields.FENCE, this::notFound),
        route("complete", WorkerFields.COMPLETE, this::complete),
        route("fail", WorkerFields.FAIL, this::fail),
        route("stopped", WorkerFields.FENCE, this::stopped),
        route("release", WorkerFields.FENCE, this::release));
  }

  private Route route(String name, Set<String> fields, Command command) {
    return Route.post(
        JobPaths.command(name), NO_PARAMETERS, requests, call -> follow(call, fields, command));
  }

  private static void follow(Call call, Set<String> fields, Command command) throws IOException {
    JsonFields said = JsonBody.read(call, JsonBody.MAX_COMMAND_BYTES, fields);
    answer(call, JobRoutes.done(command.follow(call, said)));
  }

  static void answer(Call call, Job job) {
    call.with(Json.CONTENT_TYPE).with(NO_STORE).answer(Status.OK_200, WorkerJson.job(job));
  }

  private JobChange heartbeat(Call call, JsonFields said) {
    return jobs.heartbeat(
        call.job(), WorkerFields.fence(said), WorkerFields.progress(said), WorkerFields.term(said));
  }

  /** A heartbeat that has something to tell. */
  private JobChange progress(Call call, JsonFields said) {
    JobFields.require("progress", WorkerFields.progress(said));
    return heartbeat(call, said);
  }

  private JobChange intent(Call call, JsonFields said) {
    return jobs.intend(call.job(), WorkerFields.fence(said));
  }

  private JobChange submitted(Call call, JsonFields said) {
    return jobs.submitted(
        call.job(),
        WorkerFields.fence(said),
        JobFields.require("handle", said.text("handle")),
        WorkerFields.nextPoll(said, jobs));
  }

  private JobChange await(Call call, JsonFields said) {
    return jobs.waitUntil(
        call.job(),
        WorkerFields.fence(said),
        WorkerFields.nextPoll(said, jobs),
        WorkerFields.progress(said));
  }

  private JobChange doubt(Call call, JsonFields said) {
    return jobs.doubt(call.job(), WorkerFields.fence(said), WorkerFields.nextLookUp(said, jobs));
  }

  private JobChange notFound(Call call, JsonFields said) {
    return jobs.notFound(call.job(), WorkerFields.fence(said));
  }

  private JobChange complete(Call call, JsonFields said) {
    return jobs.complete(call.job(), WorkerFields.fence(said), WorkerFields.media(said));
  }

  private JobChange fail(Call call, JsonFields said) {
    return jobs.fail(
        call.job(), WorkerFields.fence(said), WorkerFields.failure(said), said.time("until"));
  }

  private JobChange stopped(Call call, JsonFields said) {
    return jobs.stopped(call.job(), WorkerFields.fence(said));
  }

  private JobChange release(Call call, JsonFields said) {
    return jobs.release(call.job(), WorkerFields.fence(said));
  }
}
