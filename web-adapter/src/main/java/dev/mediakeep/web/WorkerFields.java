package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What workers say of a job. Every method names the field that breaks a rule. */
final class WorkerFields {
  static final Set<String> FENCE = Set.of("fence");
  static final Set<String> HEARTBEAT = Set.of("fence", "leaseMs", "progress");
  static final Set<String> PROGRESS = Set.of("percent", "message");
  static final Set<String> SUBMITTED = Set.of("fence", "handle", "nextPollAt", "nextPollInMs");
  static final Set<String> WAIT = Set.of("fence", "nextPollAt", "nextPollInMs", "progress");
  static final Set<String> DOUBT = Set.of("fence", "nextLookUpAt", "nextLookUpInMs");
  static final Set<String> COMPLETE = Set.of("fence", "media");
  static final Set<String> FAIL = Set.of("fence", "class", "message", "until");

  private static final long MIN_TERM_MS = Duration.ofSeconds(1).toMillis();
  private static final long MAX_TERM_MS = Duration.ofHours(1).toMillis();
  private static final long MAX_AHEAD_MS = Duration.ofHours(24).toMillis();

  private WorkerFields() {}

  /** The number of the lease. */
  static long fence(Fields fields) {
    long fence = JobFields.require("fence", fields.number("fence"));
    return Rules.inRange("fence", fence, 1, Long.MAX_VALUE);
  }

  /** How long a lease shall last. */
  static Optional<Duration> term(JsonFields fields) {
    return fields
        .number("leaseMs")
        .map(millis -> Rules.inRange("leaseMs", millis, MIN_TERM_MS, MAX_TERM_MS))
        .map(Duration::ofMillis);
  }

  static Optional<Progress> progress(JsonFields fields) {
    return fields.fields("progress", PROGRESS).map(WorkerFields::told);
  }

  private static Progress told(JsonFields fields) {
    long percent = JobFields.require("percent", fields.number("percent"));
    return new Progress((int) Rules.inRange("percent", percent, 0, 100), fields.text("message"));
  }

  static Instant nextPoll(JsonFields fields, JobQueue jobs) {
    return JobFields.require("nextPollAt", next(fields, "nextPoll", jobs));
  }

  static Optional<Instant> nextLookUp(JsonFields fields, JobQueue jobs) {
    return next(fields, "nextLookUp", jobs);
  }

  /** A time, given as such or as so many milliseconds from now: a worker's clock may be wrong. */
  private static Optional<Instant> next(JsonFields fields, String name, JobQueue jobs) {
    Optional<Instant> time = fields.time(name + "At");
    Optional<Instant> ahead =
        fields
            .number(name + "InMs")
            .map(millis -> Rules.inRange(name + "InMs", millis, 0, MAX_AHEAD_MS))
            .map(millis -> jobs.now().plusMillis(millis));
    if (time.isPresent() && ahead.isPresent()) {
      String both = name + "InMs must not be given with " + name + "At";
      throw new InvalidValueException(name + "InMs", both);
    }
    return time.or(() -> ahead);
  }

  static List<MediaId> media(JsonFields fields) {
    return fields.texts("media").stream().map(WorkerFields::item).toList();
  }

  private static MediaId item(String id) {
    try {
      return MediaId.parse(id);
    } catch (InvalidValueException e) {
      throw new InvalidValueException("media", "media must be ids of items: " + e.getMessage());
    }
  }

  static Failure failure(JsonFields fields) {
    FailureClass kind = JobFields.require("class", fields.choice("class", FailureClass.class));
    return switch (kind) {
      case TRANSIENT, UNAVAILABLE, PERMANENT ->
          new Failure(kind, JobFields.require("message", fields.text("message")));
      case POISON, TIME_LIMIT, ABANDONED ->
          throw new InvalidValueException(
              "class",
              "class must be transient, unavailable or permanent, was " + Fields.nameOf(kind));
    };
  }
}
