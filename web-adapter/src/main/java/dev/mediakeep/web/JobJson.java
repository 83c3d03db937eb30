package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.Attempts;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCursor;
import dev.mediakeep.job.JobPage;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Standing;
import java.io.IOException;
import java.util.Optional;

/**
 * Jobs as people see them; what is absent is left out. Who works on them, and under which number,
 * is for {@link WorkerJson}.
 */
final class JobJson {
  private JobJson() {}

  /** One job, with its place in line where it has one. */
  static byte[] job(Job job, Optional<Standing> standing) {
    return Json.bytes(json -> write(json, job, standing));
  }

  /** A page; its {@code next} is null where it is the last one. */
  static byte[] page(JobPage page) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (Job job : page.jobs()) {
        write(json, job, Optional.empty());
      }
      json.writeEndArray();
      json.writeStringField("next", page.next().map(JobCursor::encode).orElse(null));
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Job job, Optional<Standing> standing)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", job.id().toString());
    request(json, job.request());
    Json.time(json, "createdAt", job.createdAt());
    new StateJson(json).write(job.state());
    if (standing.isPresent()) {
      standing(json, standing.get());
    }
    attempts(json, job.attempts());
    if (job.lastFailure().isPresent() && !(job.state() instanceof JobState.Failed)) {
      new StateJson(json).failure("lastFailure", job.lastFailure().get());
    }
    Json.optionalTime(json, "startedAt", job.attempts().startedAt());
    Json.optionalTime(json, "deadline", job.deadline());
    progress(json, job.progress());
    links(json, job);
    json.writeEndObject();
  }

  private static void request(JsonGenerator json, JobRequest request) throws IOException {
    json.writeStringField("owner", request.owner().value());
    json.writeStringField("lane", request.lane().toString());
    json.writeNumberField("priority", request.priority());
    json.writeNumberField("cost", request.cost());
    json.writeFieldName("parameters");
    json.writeRawValue(request.parameters().text());
    Json.optionalTime(json, "notBefore", request.notBefore());
    json.writeNumberField("timeLimitMs", request.timeLimit().toMillis());
  }

  private static void standing(JsonGenerator json, Standing standing) throws IOException {
    json.writeNumberField("position", standing.position());
    if (standing.estimate().isPresent()) {
      json.writeObjectFieldStart("estimate");
      json.writeNumberField("p50Ms", standing.estimate().get().p50().toMillis());
      json.writeNumberField("p90Ms", standing.estimate().get().p90().toMillis());
      json.writeEndObject();
    }
  }

  private static void attempts(JsonGenerator json, Attempts attempts) throws IOException {
    json.writeObjectFieldStart("attempts");
    json.writeNumberField("spent", attempts.spent());
    json.writeNumberField("lostLeases", attempts.lostLeases());
    json.writeEndObject();
  }

  static void progress(JsonGenerator json, Optional<Progress> progress) throws IOException {
    if (progress.isPresent()) {
      json.writeObjectFieldStart("progress");
      json.writeNumberField("percent", progress.get().percent());
      Json.optional(json, "message", progress.get().message());
      json.writeEndObject();
    }
  }

  private static void links(JsonGenerator json, Job job) throws IOException {
    json.writeObjectFieldStart("links");
    json.writeStringField("self", JobPaths.of(job.id()));
    json.writeStringField("events", JobPaths.events(job.id()));
    if (job.state() instanceof JobState.Succeeded succeeded) {
      json.writeArrayFieldStart("media");
      for (MediaId id : succeeded.media()) {
        json.writeString(MediaPaths.of(id));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
