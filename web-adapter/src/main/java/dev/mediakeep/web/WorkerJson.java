package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Jobs as their workers need them: with the number of the lease and the key for the provider. */
final class WorkerJson {
  private WorkerJson() {}

  static byte[] job(Job job) {
    return Json.bytes(json -> write(json, job));
  }

  /** What was claimed; perhaps nothing. */
  static byte[] claimed(List<Job> jobs) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (Job job : jobs) {
        write(json, job);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Job job) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", job.id().toString());
    json.writeStringField("owner", job.request().owner().value());
    json.writeStringField("lane", job.request().lane().toString());
    json.writeFieldName("parameters");
    json.writeRawValue(job.request().parameters().text());
    json.writeStringField("state", Fields.nameOf(job.state().kind()));
    json.writeNumberField("fence", job.attempts().fence());
    if (job.state() instanceof JobState.Leased leased) {
      Json.time(json, "leaseUntil", leased.held().until());
    }
    Json.optionalTime(json, "deadline", job.deadline());
    json.writeStringField("providerKey", providerKey(job));
    Json.optional(json, "handle", job.state().operation().map(operation -> operation.handle()));
    writeMore(json, job.state());
    json.writeEndObject();
  }

  private static String providerKey(Job job) {
    Optional<String> intended =
        job.state() instanceof JobState.Unconfirmed unconfirmed
            ? Optional.of(unconfirmed.intent().key())
            : job.state().operation().map(operation -> operation.key());
    return intended.orElseGet(job::providerKey);
  }

  private static void writeMore(JsonGenerator json, JobState state) throws IOException {
    StateJson more = new StateJson(json);
    if (state instanceof JobState.Exposed exposed) {
      more.stop(exposed.stop());
    }
    if (state instanceof JobState.Succeeded succeeded) {
      more.media(succeeded.media());
    }
    if (state instanceof JobState.Failed failed) {
      more.failure("failure", failed.failure());
    }
  }
}
