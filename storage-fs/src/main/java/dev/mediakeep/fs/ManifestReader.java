package dev.mediakeep.fs;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Attempts;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Intent;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.KeyClaim;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.Lease;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Stop;
import dev.mediakeep.job.WorkerId;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link ManifestJson} wrote, or a person with an editor. */
final class ManifestReader {
  private static final long MOST_COUNT = 1_000_000_000;
  private static final long MOST_FENCE = 1L << 53;
  private static final int MAX_PERCENT = 100;

  private final ManifestFields fields;

  private ManifestReader(ManifestFields fields) {
    this.fields = fields;
  }

  /**
   * The manifest that a text is.
   *
   * @throws UnreadableManifestException when it is none, or not one of this instance and job
   */
  static JobManifest read(String text, InstanceId instance, JobId id)
      throws UnreadableManifestException {
    ManifestFields fields = ManifestFields.parse(text);
    if (!fields.text("format").equals(ManifestJson.FORMAT)) {
      throw new UnreadableManifestException("is JSON, but no job's manifest");
    }
    if (fields.number("version") != ManifestJson.VERSION) {
      throw new UnreadableManifestException(
          "is of version " + fields.number("version") + ", which this program does not know");
    }
    require("instance", instance.toString(), fields.text("instance"));
    require("id", id.toString(), fields.text("id"));
    try {
      return new ManifestReader(fields).manifest(id);
    } catch (InvalidValueException e) {
      throw new UnreadableManifestException(String.valueOf(e.getMessage()));
    }
  }

  private static void require(String field, String expected, String found)
      throws UnreadableManifestException {
    if (!found.equals(expected)) {
      throw new UnreadableManifestException(
          field + " must be " + expected + " here, was " + Rules.quote(found));
    }
  }

  private JobManifest manifest(JobId id) throws UnreadableManifestException {
    ManifestFields asked = fields.object("request");
    JobRequest request = request(asked);
    Job job =
        new Job(
            id,
            request,
            fields.time("createdAt"),
            state(),
            attempts(fields.object("attempts")),
            fields.optionalObject("progress").isPresent()
                ? progress(fields.object("progress"))
                : Optional.empty(),
            failure(fields, "lastFailure"));
    List<JobEntry> timeline = new ArrayList<>();
    for (ManifestFields line : fields.objects("timeline")) {
      timeline.add(line(job, line));
    }
    return new JobManifest(job, key(asked), timeline, fields.number("linesLeftOut"));
  }

  private static JobRequest request(ManifestFields asked) throws UnreadableManifestException {
    JobRequest.Builder builder =
        JobRequest.builder(new OwnerId(asked.text("owner")), Lane.parse(asked.text("lane")))
            .priority(asked.number("priority"))
            .cost(asked.number("cost"))
            .timeLimit(Duration.ofMillis(asked.number("timeLimitMs")))
            .parameters(new JsonObject(asked.text("parameters")));
    asked.optionalTime("notBefore").ifPresent(builder::notBefore);
    asked.optionalText("address").ifPresent(builder::address);
    asked.optionalText("webhook").map(WebhookUrl::new).ifPresent(builder::webhook);
    return builder.build();
  }

  private static Optional<KeyClaim> key(ManifestFields asked) throws UnreadableManifestException {
    Optional<String> key = asked.optionalText("idempotencyKey");
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new KeyClaim(new IdempotencyKey(key.get()), asked.time("idempotencyKeyUntil")));
  }

  private static Attempts attempts(ManifestFields told) throws UnreadableManifestException {
    return new Attempts(
        count(told, "spent", 0),
        count(told, "lostLeases", 0),
        count(told, "submission", 1),
        Rules.inRange("fence", told.number("fence"), 0, MOST_FENCE),
        told.optionalTime("startedAt"));
  }

  private static int count(ManifestFields told, String name, int least)
      throws UnreadableManifestException {
    return (int) Rules.inRange(name, told.number(name), least, MOST_COUNT);
  }

  private static JobEntry line(Job job, ManifestFields line) throws UnreadableManifestException {
    return new JobEntry(
        line.number("number"),
        job.id(),
        job.request().owner(),
        line.time("at"),
        line.optionalConstant("command", JobCommand.Kind.class),
        line.constant("state", JobState.Kind.class),
        progress(line),
        failure(line, "failure"));
  }

  private static Optional<Progress> progress(ManifestFields told)
      throws UnreadableManifestException {
    Optional<Long> percent = told.optionalNumber("percent");
    Optional<String> message = told.optionalText("message");
    return percent
        .map(number -> Rules.inRange("percent", number, 0, MAX_PERCENT))
        .map(number -> new Progress(number.intValue(), message));
  }

  private JobState state() throws UnreadableManifestException {
    return switch (fields.constant("state", JobState.Kind.class)) {
      case QUEUED -> new JobState.Queued(fields.time("since"), dueAt());
      case RUNNING -> new JobState.Running(lease());
      case SUBMITTING -> new JobState.Submitting(lease(), intent(), stop());
      case UNCERTAIN -> new JobState.Uncertain(intent(), fields.optionalTime("dueAt"), stop());
      case LOOKING -> new JobState.Looking(lease(), intent(), stop());
      case WAITING ->
          new JobState.Waiting(operation().orElseThrow(this::noOperation), dueAt(), stop());
      case POLLING ->
          new JobState.Polling(lease(), operation().orElseThrow(this::noOperation), stop());
      case SUCCEEDED -> new JobState.Succeeded(media(), endedAt(), operation());
      case FAILED -> new JobState.Failed(failure(), endedAt(), operation());
      case CANCELLED -> new JobState.Cancelled(endedAt(), operation());
    };
  }

  private UnreadableManifestException noOperation() {
    return new UnreadableManifestException("has no operation");
  }

  private Instant dueAt() throws UnreadableManifestException {
    return fields.time("dueAt");
  }

  private Instant endedAt() throws UnreadableManifestException {
    return fields.time("endedAt");
  }

  private Lease lease() throws UnreadableManifestException {
    ManifestFields lease = fields.object("lease");
    long fence = fields.object("attempts").number("fence");
    return new Lease(new WorkerId(lease.text("worker")), fence, lease.time("until"));
  }

  private Intent intent() throws UnreadableManifestException {
    ManifestFields intent = fields.object("intent");
    return new Intent(intent.text("key"), intent.time("at"));
  }

  private Optional<Operation> operation() throws UnreadableManifestException {
    Optional<ManifestFields> found = fields.optionalObject("operation");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ManifestFields told = found.get();
    return Optional.of(new Operation(told.text("handle"), told.text("key"), told.time("since")));
  }

  private Optional<Stop> stop() throws UnreadableManifestException {
    Optional<ManifestFields> found = fields.optionalObject("stop");
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Stop(found.get().constant("reason", Stop.Reason.class), found.get().time("at")));
  }

  private Failure failure() throws UnreadableManifestException {
    return failure(fields.object("failure"));
  }

  private static Failure failure(ManifestFields told) throws UnreadableManifestException {
    return new Failure(told.constant("class", FailureClass.class), told.text("message"));
  }

  private static Optional<Failure> failure(ManifestFields told, String name)
      throws UnreadableManifestException {
    Optional<ManifestFields> found = told.optionalObject(name);
    return found.isEmpty() ? Optional.empty() : Optional.of(failure(found.get()));
  }

  private List<MediaId> media() throws UnreadableManifestException {
    List<String> media = fields.texts("media");
    Rules.inRange("media", media.size(), 1, MOST_COUNT);
    return media.stream().map(MediaId::parse).toList();
  }
}
