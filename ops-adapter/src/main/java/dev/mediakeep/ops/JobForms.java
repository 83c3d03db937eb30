package dev.mediakeep.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.Intent;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Standing;
import dev.mediakeep.job.Stop;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The JSON of jobs and lanes as the HTTP API shows them, but without links. */
final class JobForms {
  private JobForms() {}

  static void write(JsonGenerator json, Job job) throws IOException {
    write(json, job, Optional.empty(), List.of());
  }

  /** A job with its place in line and its log, where they are known. */
  static void write(JsonGenerator json, Job job, Optional<Standing> standing, List<JobEntry> lines)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", job.id().toString());
    writeRequest(json, job.request());
    time(json, "createdAt", Optional.of(job.createdAt()));
    writeState(json, job.state());
    if (standing.isPresent()) {
      writeStanding(json, standing.get());
    }
    json.writeObjectFieldStart("attempts");
    json.writeNumberField("spent", job.attempts().spent());
    json.writeNumberField("lostLeases", job.attempts().lostLeases());
    json.writeEndObject();
    if (!(job.state() instanceof JobState.Failed)) {
      writeFailure(json, "lastFailure", job.lastFailure());
    }
    time(json, "startedAt", job.attempts().startedAt());
    time(json, "deadline", job.deadline());
    writeProgress(json, job.progress());
    if (!lines.isEmpty()) {
      json.writeArrayFieldStart("events");
      for (JobEntry line : lines) {
        write(json, line);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void writeStanding(JsonGenerator json, Standing standing) throws IOException {
    json.writeNumberField("position", standing.position());
    if (standing.estimate().isPresent()) {
      json.writeObjectFieldStart("estimate");
      json.writeNumberField("p50Ms", standing.estimate().get().p50().toMillis());
      json.writeNumberField("p90Ms", standing.estimate().get().p90().toMillis());
      json.writeEndObject();
    }
  }

  private static void writeRequest(JsonGenerator json, JobRequest request) throws IOException {
    json.writeStringField("owner", request.owner().value());
    json.writeStringField("lane", request.lane().toString());
    json.writeNumberField("priority", request.priority());
    json.writeNumberField("cost", request.cost());
    json.writeFieldName("parameters");
    json.writeRawValue(request.parameters().text());
    time(json, "notBefore", request.notBefore());
    json.writeNumberField("timeLimitMs", request.timeLimit().toMillis());
  }

  private static void writeState(JsonGenerator json, JobState state) throws IOException {
    json.writeStringField("state", Words.of(state.kind()));
    switch (state) {
      case JobState.Queued queued -> {
        time(json, "queuedAt", Optional.of(queued.since()));
        time(json, "dueAt", Optional.of(queued.dueAt()));
      }
      case JobState.Running running -> {}
      case JobState.Submitting submitting -> {}
      case JobState.Uncertain uncertain -> {
        writeIntent(json, uncertain.intent());
        time(json, "nextLookUpAt", uncertain.nextLookUpAt());
      }
      case JobState.Looking looking -> writeIntent(json, looking.intent());
      case JobState.Waiting waiting -> time(json, "nextPollAt", Optional.of(waiting.nextPollAt()));
      case JobState.Polling polling -> {}
      case JobState.Succeeded succeeded -> writeEnd(json, succeeded);
      case JobState.Failed failed -> {
        writeFailure(json, "failure", Optional.of(failed.failure()));
        time(json, "endedAt", Optional.of(failed.at()));
      }
      case JobState.Cancelled cancelled -> time(json, "endedAt", Optional.of(cancelled.at()));
    }
    if (state instanceof JobState.Exposed exposed && exposed.stop().isPresent()) {
      writeStop(json, exposed.stop().get());
    }
    if (state.operation().isPresent()) {
      writeOperation(json, state.operation().get());
    }
  }

  private static void writeIntent(JsonGenerator json, Intent intent) throws IOException {
    json.writeStringField("providerKey", intent.key());
    time(json, "submittingSince", Optional.of(intent.at()));
  }

  private static void writeEnd(JsonGenerator json, JobState.Succeeded end) throws IOException {
    json.writeArrayFieldStart("media");
    for (MediaId id : end.media()) {
      json.writeString(id.toString());
    }
    json.writeEndArray();
    time(json, "endedAt", Optional.of(end.at()));
  }

  private static void writeFailure(JsonGenerator json, String name, Optional<Failure> failure)
      throws IOException {
    if (failure.isPresent()) {
      json.writeObjectFieldStart(name);
      json.writeStringField("class", Words.of(failure.get().kind()));
      json.writeStringField("message", failure.get().message());
      json.writeEndObject();
    }
  }

  private static void writeStop(JsonGenerator json, Stop stop) throws IOException {
    json.writeObjectFieldStart("stop");
    json.writeStringField("reason", Words.of(stop.reason()));
    time(json, "at", Optional.of(stop.at()));
    json.writeEndObject();
  }

  private static void writeOperation(JsonGenerator json, Operation operation) throws IOException {
    json.writeObjectFieldStart("operation");
    json.writeStringField("handle", operation.handle());
    time(json, "since", Optional.of(operation.since()));
    json.writeEndObject();
  }

  private static void writeProgress(JsonGenerator json, Optional<Progress> progress)
      throws IOException {
    if (progress.isPresent()) {
      json.writeObjectFieldStart("progress");
      json.writeNumberField("percent", progress.get().percent());
      JsonForms.write(json, "message", progress.get().message());
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, JobEntry line) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", line.number());
    time(json, "at", Optional.of(line.at()));
    JsonForms.write(json, "command", line.command().map(Words::of));
    json.writeStringField("state", Words.of(line.state()));
    writeProgress(json, line.progress());
    writeFailure(json, "failure", line.failure());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, LaneStatus lane) throws IOException {
    json.writeStartObject();
    json.writeStringField("lane", lane.rule().lane().toString());
    json.writeStringField("mode", Words.of(lane.mode()));
    time(json, "pausedUntil", lane.pausedUntil());
    json.writeNumberField("maxQueued", lane.rule().maxQueued());
    json.writeNumberField("maxRunning", lane.rule().maxRunning());
    json.writeNumberField("queued", lane.queued());
    json.writeNumberField("running", lane.running());
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time)
      throws IOException {
    JsonForms.write(json, name, time.map(Words::time));
  }
}
