package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Attempts;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Intent;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.Lease;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Stop;
import dev.mediakeep.job.WorkerId;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.webhook.WebhookUrl;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What the rows of jobs, lanes and the log mean. */
final class JobRows {
  static final Names<JobState.Kind> STATES = new Names<>(JobState.Kind.class);
  static final Names<JobCommand.Kind> COMMANDS = new Names<>(JobCommand.Kind.class);
  static final Names<FailureClass> FAILURE_CLASSES = new Names<>(FailureClass.class);
  static final Names<Stop.Reason> STOP_REASONS = new Names<>(Stop.Reason.class);
  static final Names<LaneMode> MODES = new Names<>(LaneMode.class);

  private static final String MEDIA_SEPARATOR = "\n";

  /** The columns that a state is made of. */
  private record StateColumns(
      JobState.Kind kind,
      Optional<Instant> since,
      Optional<Instant> due,
      Optional<Lease> lease,
      Optional<Intent> intent,
      Optional<Operation> operation,
      Optional<Stop> stop,
      List<MediaId> media,
      Optional<Failure> failure,
      Optional<Instant> ended) {
    JobState state() {
      return switch (kind) {
        case QUEUED -> new JobState.Queued(since.orElseThrow(), due.orElseThrow());
        case RUNNING -> new JobState.Running(lease.orElseThrow());
        case SUBMITTING -> new JobState.Submitting(lease.orElseThrow(), intent.orElseThrow(), stop);
        case UNCERTAIN -> new JobState.Uncertain(intent.orElseThrow(), due, stop);
        case LOOKING -> new JobState.Looking(lease.orElseThrow(), intent.orElseThrow(), stop);
        case WAITING -> new JobState.Waiting(operation.orElseThrow(), due.orElseThrow(), stop);
        case POLLING -> new JobState.Polling(lease.orElseThrow(), operation.orElseThrow(), stop);
        case SUCCEEDED -> new JobState.Succeeded(media, ended.orElseThrow(), operation);
        case FAILED -> new JobState.Failed(failure.orElseThrow(), ended.orElseThrow(), operation);
        case CANCELLED -> new JobState.Cancelled(ended.orElseThrow(), operation);
      };
    }
  }

  private JobRows() {}

  /** The job in the columns that {@link JobSql} names for one. */
  static Job job(Row row) throws SQLException {
    return record(row).job();
  }

  /**
   * The job in the columns that {@link JobSql} names for one, and what else is known of its row.
   */
  static JobRecord record(Row row) throws SQLException {
    String id = row.text();
    try {
      JobRequest request = request(row);
      Instant createdAt = row.time();
      JobState.Kind kind = STATES.parse(row.text());
      Optional<Instant> since = row.optionalTime();
      Optional<Instant> due = row.optionalTime();
      Optional<WorkerId> worker = row.optionalText().map(WorkerId::new);
      long fence = row.number();
      Optional<Lease> lease =
          row.optionalTime().map(until -> new Lease(worker.orElseThrow(), fence, until));
      StateColumns state = state(row, kind, since, due, lease);
      Attempts attempts =
          new Attempts(
              (int) row.number(),
              (int) row.number(),
              (int) row.number(),
              fence,
              row.optionalTime());
      Job job =
          new Job(
              jobId(id),
              request,
              createdAt,
              state.state(),
              attempts,
              progress(row),
              state.failure());
      return new JobRecord(row.number(), row.optionalNumber().orElse(0L), job);
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      throw new MediakeepException(
          ErrorCode.STORE_DAMAGED,
          "a row of job must hold what was written there: " + id + " " + e.getMessage(),
          e);
    }
  }

  private static JobRequest request(Row row) throws SQLException {
    OwnerId owner = new OwnerId(row.text());
    JobRequest.Builder builder =
        JobRequest.builder(owner, Lane.parse(row.text()))
            .priority(row.number())
            .cost(row.number())
            .parameters(new JsonObject(row.text()));
    row.optionalTime().ifPresent(builder::notBefore);
    builder.timeLimit(Duration.ofMillis(row.number()));
    row.optionalText().ifPresent(builder::address);
    row.optionalText().map(WebhookUrl::new).ifPresent(builder::webhook);
    return builder.build();
  }

  private static StateColumns state(
      Row row,
      JobState.Kind kind,
      Optional<Instant> since,
      Optional<Instant> due,
      Optional<Lease> lease)
      throws SQLException {
    Optional<String> key = row.optionalText();
    Optional<Intent> intent = row.optionalTime().map(at -> new Intent(key.orElseThrow(), at));
    Optional<String> handle = row.optionalText();
    Optional<Operation> operation =
        row.optionalTime().map(at -> new Operation(handle.orElseThrow(), key.orElseThrow(), at));
    Optional<Stop.Reason> reason = row.optionalText().map(STOP_REASONS::parse);
    Optional<Stop> stop = row.optionalTime().map(at -> new Stop(reason.orElseThrow(), at));
    List<MediaId> media = media(row.optionalText());
    return new StateColumns(
        kind, since, due, lease, intent, operation, stop, media, failure(row), row.optionalTime());
  }

  private static List<MediaId> media(Optional<String> joined) {
    return joined.stream()
        .flatMap(ids -> Stream.of(ids.split(MEDIA_SEPARATOR)))
        .map(id -> new MediaId(UUID.fromString(id)))
        .toList();
  }

  private static Optional<Progress> progress(Row row) throws SQLException {
    Optional<Long> percent = row.optionalNumber();
    Optional<String> message = row.optionalText();
    return percent.map(told -> new Progress(told.intValue(), message));
  }

  private static Optional<Failure> failure(Row row) throws SQLException {
    Optional<FailureClass> kind = row.optionalText().map(FAILURE_CLASSES::parse);
    Optional<String> message = row.optionalText();
    return kind.map(why -> new Failure(why, message.orElseThrow()));
  }

  static JobId jobId(String text) {
    return new JobId(UUID.fromString(text));
  }

  static JobEntry entry(Row row) throws SQLException {
    return new JobEntry(
        row.number(),
        jobId(row.text()),
        new OwnerId(row.text()),
        row.time(),
        row.optionalText().map(COMMANDS::parse),
        STATES.parse(row.text()),
        progress(row),
        failure(row));
  }

  /** The job in the columns of {@link LedgerSql#LIST_OPEN}. */
  static OpenJob open(Row row) throws SQLException {
    return new OpenJob(
        row.number(),
        Lane.parse(row.text()),
        new OwnerId(row.text()),
        row.optionalText(),
        row.number(),
        STATES.parse(row.text()) == JobState.Kind.QUEUED,
        row.optionalNumber().orElse(0L),
        row.optionalNumber(),
        row.optionalNumber());
  }
}
