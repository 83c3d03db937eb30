package dev.mediakeep.fs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.Attempts;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.Intent;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.KeyClaim;
import dev.mediakeep.job.Lease;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Stop;
import dev.mediakeep.webhook.WebhookUrl;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Writes a manifest as JSON that people can read; {@link ManifestFields} reads it. */
final class ManifestJson {
  static final JsonFactory FACTORY = new JsonFactory();
  static final String FORMAT = "mediakeep-job";
  static final long VERSION = 1;

  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);

  private final JsonGenerator json;

  private ManifestJson(JsonGenerator json) {
    this.json = json;
  }

  static String write(JobManifest manifest, InstanceId instance) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(PRETTY.createInstance());
      new ManifestJson(json).write(instance, manifest);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.append('\n').toString();
  }

  private void write(InstanceId instance, JobManifest manifest) throws IOException {
    Job job = manifest.job();
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeNumberField("version", VERSION);
    json.writeStringField("instance", instance.toString());
    json.writeStringField("id", job.id().toString());
    time("createdAt", job.createdAt());
    request(job.request(), manifest.key());
    state(job.state());
    if (!(job.state() instanceof JobState.Failed)) {
      failure("lastFailure", job.lastFailure());
    }
    attempts(job.attempts());
    if (job.progress().isPresent()) {
      json.writeObjectFieldStart("progress");
      progress(job.progress());
      json.writeEndObject();
    }
    timeline(manifest);
    json.writeEndObject();
  }

  private void request(JobRequest request, Optional<KeyClaim> key) throws IOException {
    json.writeObjectFieldStart("request");
    json.writeStringField("owner", request.owner().value());
    json.writeStringField("lane", request.lane().toString());
    json.writeNumberField("priority", request.priority());
    json.writeNumberField("cost", request.cost());
    json.writeNumberField("timeLimitMs", request.timeLimit().toMillis());
    time("notBefore", request.notBefore());
    text("address", request.address());
    text("webhook", request.webhook().map(WebhookUrl::text));
    text("idempotencyKey", key.map(claim -> claim.key().value()));
    time("idempotencyKeyUntil", key.map(KeyClaim::until));
    json.writeFieldName("parameters");
    json.writeRawValue(request.parameters().text());
    json.writeEndObject();
  }

  private void state(JobState state) throws IOException {
    json.writeStringField("state", name(state.kind()));
    if (state instanceof JobState.Queued queued) {
      time("since", queued.since());
    }
    time("dueAt", state.claimableAt());
    if (state instanceof JobState.Leased leased) {
      lease(leased.held());
    }
    if (state instanceof JobState.Unconfirmed unconfirmed) {
      intent(unconfirmed.intent());
    }
    if (state.operation().isPresent()) {
      operation(state.operation().get());
    }
    if (state instanceof JobState.Exposed exposed && exposed.stop().isPresent()) {
      stop(exposed.stop().get());
    }
    switch (state) {
      case JobState.Succeeded done -> {
        json.writeArrayFieldStart("media");
        for (MediaId id : done.media()) {
          json.writeString(id.toString());
        }
        json.writeEndArray();
        time("endedAt", done.at());
      }
      case JobState.Failed failed -> {
        failure("failure", Optional.of(failed.failure()));
        time("endedAt", failed.at());
      }
      case JobState.Cancelled cancelled -> time("endedAt", cancelled.at());
      case JobState.Queued queued -> {}
      case JobState.Leased leased -> {}
      case JobState.Exposed exposed -> {}
    }
  }

  private void lease(Lease lease) throws IOException {
    json.writeObjectFieldStart("lease");
    json.writeStringField("worker", lease.worker().value());
    time("until", lease.until());
    json.writeEndObject();
  }

  private void intent(Intent intent) throws IOException {
    json.writeObjectFieldStart("intent");
    json.writeStringField("key", intent.key());
    time("at", intent.at());
    json.writeEndObject();
  }

  private void operation(Operation operation) throws IOException {
    json.writeObjectFieldStart("operation");
    json.writeStringField("handle", operation.handle());
    json.writeStringField("key", operation.key());
    time("since", operation.since());
    json.writeEndObject();
  }

  private void stop(Stop stop) throws IOException {
    json.writeObjectFieldStart("stop");
    json.writeStringField("reason", name(stop.reason()));
    time("at", stop.at());
    json.writeEndObject();
  }

  private void failure(String name, Optional<Failure> failure) throws IOException {
    if (failure.isPresent()) {
      json.writeObjectFieldStart(name);
      json.writeStringField("class", name(failure.get().kind()));
      json.writeStringField("message", failure.get().message());
      json.writeEndObject();
    }
  }

  private void attempts(Attempts attempts) throws IOException {
    json.writeObjectFieldStart("attempts");
    json.writeNumberField("spent", attempts.spent());
    json.writeNumberField("lostLeases", attempts.lostLeases());
    json.writeNumberField("submission", attempts.submission());
    json.writeNumberField("fence", attempts.fence());
    time("startedAt", attempts.startedAt());
    json.writeEndObject();
  }

  private void timeline(JobManifest manifest) throws IOException {
    json.writeArrayFieldStart("timeline");
    for (JobEntry line : manifest.timeline()) {
      json.writeStartObject();
      json.writeNumberField("number", line.number());
      time("at", line.at());
      text("command", line.command().map(ManifestJson::name));
      json.writeStringField("state", name(line.state()));
      progress(line.progress());
      failure("failure", line.failure());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("linesLeftOut", manifest.leftOut());
  }

  private void progress(Optional<Progress> progress) throws IOException {
    if (progress.isPresent()) {
      json.writeNumberField("percent", progress.get().percent());
      text("message", progress.get().message());
    }
  }

  private void text(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  private void time(String name, Instant time) throws IOException {
    json.writeStringField(name, time.toString());
  }

  private void time(String name, Optional<Instant> time) throws IOException {
    text(name, time.map(Instant::toString));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
