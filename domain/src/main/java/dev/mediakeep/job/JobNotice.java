package dev.mediakeep.job;

import dev.mediakeep.webhook.Asker;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookMessage;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What somebody is told of a job that has ended: what came of it, and when, but none of its
 * parameters, which may be private. A store writes it into its outbox in the transaction that ends
 * the job.
 */
public final class JobNotice {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern WORD_START = Pattern.compile("_([a-z])");

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

  /** The notice as a message, the same one for the same end of the job. */
  public WebhookMessage message() {
    Asker asker = new Asker(job.request().owner(), job.request().address().orElse(""));
    return new WebhookMessage(new MessageId(job.id(), endedAt), asker, receiver, body(), endedAt);
  }

  /** As jobs are shown over HTTP: what is absent is left out. */
  private String body() {
    String state = nameOf(job.state().kind());
    StringBuilder json = new StringBuilder();
    json.append("{\"type\":").append(quoted("job." + state));
    json.append(",\"timestamp\":").append(quoted(endedAt));
    json.append(",\"data\":{\"id\":").append(quoted(job.id().toString()));
    json.append(",\"owner\":").append(quoted(job.request().owner().value()));
    json.append(",\"lane\":").append(quoted(job.request().lane().toString()));
    json.append(",\"createdAt\":").append(quoted(job.createdAt()));
    json.append(",\"state\":").append(quoted(state));
    json.append(outcome());
    json.append(",\"endedAt\":").append(quoted(endedAt));
    job.attempts()
        .startedAt()
        .ifPresent(start -> json.append(",\"startedAt\":").append(quoted(start)));
    return json.append("}}").toString();
  }

  private String outcome() {
    return switch (job.state()) {
      case JobState.Succeeded succeeded ->
          succeeded.media().stream()
              .map(id -> quoted(id.toString()))
              .collect(Collectors.joining(",", ",\"media\":[", "]"));
      case JobState.Failed(Failure failure, var at, var operation) ->
          ",\"failure\":{\"class\":"
              + quoted(nameOf(failure.kind()))
              + ",\"message\":"
              + quoted(failure.message())
              + "}";
      case JobState.Cancelled cancelled -> "";
      case JobState.Queued open -> "";
      case JobState.Leased open -> "";
      case JobState.Exposed open -> "";
    };
  }

  /** In camel case. */
  private static String nameOf(Enum<?> constant) {
    return WORD_START
        .matcher(constant.name().toLowerCase(Locale.ROOT))
        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  private static String quoted(Instant time) {
    return quoted(TIME.format(time));
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
