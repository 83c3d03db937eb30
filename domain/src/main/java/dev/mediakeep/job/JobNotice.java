package dev.mediakeep.job;

import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookMessage;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What somebody is told of a job that has ended: what came of it, and when, but none of its
 * parameters, which may be private. A store writes it into its outbox in the transaction that ends
 * the job.
 */
public final class JobNotice {
  private final Job job;
  private final WebhookUrl receiver;
  private final Instant endedAt;

  private JobNotice(Job job, WebhookUrl receiver, Instant endedAt) {
    this.job = job;
    this.receiver = receiver;
    this.endedAt = endedAt;
  }

  /** The notice of a job; empty where it has not ended, or nobody asked to be told. */
  public static Optional<JobNotice> of(Job job) {
    return job.request()
        .webhook()
        .flatMap(url -> job.endedAt().map(end -> new JobNotice(job, url, end)));
  }

  /**
   * The notice as a message.
   *
   * @param number larger than that of each earlier message of the store
   */
  public WebhookMessage message(long number) {
    return new WebhookMessage(new MessageId(job.id(), number), receiver, body(), endedAt);
  }

  /**
   * A number for the next message: the time, or one more than the last. So it is a new one also
   * after an older database was put back, of which a receiver remembers later messages.
   */
  public long numberAfter(long last) {
    return Math.max(endedAt.toEpochMilli(), last + 1);
  }

  private String body() {
    String state = job.state().kind().name().toLowerCase(Locale.ROOT);
    StringBuilder json = new StringBuilder();
    json.append("{\"type\":").append(quoted("job." + state));
    json.append(",\"timestamp\":").append(quoted(endedAt.toString()));
    json.append(",\"data\":{\"id\":").append(quoted(job.id().toString()));
    json.append(",\"owner\":").append(quoted(job.request().owner().value()));
    json.append(",\"lane\":").append(quoted(job.request().lane().toString()));
    json.append(",\"state\":").append(quoted(state));
    json.append(",\"media\":").append(media());
    json.append(",\"failure\":").append(failure());
    json.append(",\"createdAt\":").append(quoted(job.createdAt().toString()));
    json.append(",\"startedAt\":").append(startedAt());
    json.append(",\"endedAt\":").append(quoted(endedAt.toString()));
    return json.append("}}").toString();
  }

  private String media() {
    return job.state() instanceof JobState.Succeeded succeeded
        ? succeeded.media().stream()
            .map(id -> quoted(id.toString()))
            .collect(Collectors.joining(",", "[", "]"))
        : "[]";
  }

  private String failure() {
    return job.state() instanceof JobState.Failed failed
        ? "{\"kind\":"
            + quoted(failed.failure().kind().name().toLowerCase(Locale.ROOT))
            + ",\"message\":"
            + quoted(failed.failure().message())
            + "}"
        : "null";
  }

  private String startedAt() {
    return job.attempts().startedAt().map(start -> quoted(start.toString())).orElse("null");
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            out.append('\\').append((char) c);
          } else if (c < ' ' || c == '\u2028' || c == '\u2029' || c == '\u007f') {
            out.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            out.append((char) c);
          }
        });
    return out.append('"').toString();
  }
}
