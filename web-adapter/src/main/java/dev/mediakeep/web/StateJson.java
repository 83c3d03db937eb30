package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.Intent;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Stop;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The state of a job as people see it: its name, and what is known in it. */
final class StateJson {
  private final JsonGenerator json;

  StateJson(JsonGenerator json) {
    this.json = json;
  }

  void write(JobState state) throws IOException {
    json.writeStringField("state", Fields.nameOf(state.kind()));
    switch (state) {
      case JobState.Queued queued -> {
        Json.time(json, "queuedAt", queued.since());
        Json.time(json, "dueAt", queued.dueAt());
      }
      case JobState.Running running -> {}
      case JobState.Submitting submitting -> stop(submitting.stop());
      case JobState.Uncertain uncertain -> {
        intent(uncertain.intent());
        Json.optionalTime(json, "nextLookUpAt", uncertain.nextLookUpAt());
        stop(uncertain.stop());
      }
      case JobState.Looking looking -> {
        intent(looking.intent());
        stop(looking.stop());
      }
      case JobState.Waiting waiting -> {
        Json.time(json, "nextPollAt", waiting.nextPollAt());
        stop(waiting.stop());
      }
      case JobState.Polling polling -> stop(polling.stop());
      case JobState.Succeeded succeeded -> {
        media(succeeded.media());
        Json.time(json, "endedAt", succeeded.at());
      }
      case JobState.Failed failed -> {
        failure("failure", failed.failure());
        Json.time(json, "endedAt", failed.at());
      }
      case JobState.Cancelled cancelled -> Json.time(json, "endedAt", cancelled.at());
    }
    operation(state.operation());
  }

  /** The key is what an operator asks the provider by. */
  private void intent(Intent intent) throws IOException {
    json.writeStringField("providerKey", intent.key());
    Json.time(json, "submittingSince", intent.at());
  }

  /** That it shall end, where it shall. */
  void stop(Optional<Stop> stop) throws IOException {
    if (stop.isPresent()) {
      json.writeObjectFieldStart("stop");
      json.writeStringField("reason", Fields.nameOf(stop.get().reason()));
      Json.time(json, "at", stop.get().at());
      json.writeEndObject();
    }
  }

  void media(List<MediaId> media) throws IOException {
    json.writeArrayFieldStart("media");
    for (MediaId id : media) {
      json.writeString(id.toString());
    }
    json.writeEndArray();
  }

  void failure(String name, Failure failure) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("class", Fields.nameOf(failure.kind()));
    json.writeStringField("message", failure.message());
    json.writeEndObject();
  }

  private void operation(Optional<Operation> operation) throws IOException {
    if (operation.isPresent()) {
      json.writeObjectFieldStart("operation");
      json.writeStringField("handle", operation.get().handle());
      Json.time(json, "since", operation.get().since());
      json.writeEndObject();
    }
  }
}
