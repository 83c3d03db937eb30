package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.JobNotice;
import dev.mediakeep.webhook.Asker;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.Delivery.State;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.DueQuery;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookMessage;
import dev.mediakeep.webhook.WebhookOutbox;
import dev.mediakeep.webhook.WebhookUrl;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Messages that tell of the ends of jobs in SQLite. */
final class SqliteWebhookOutbox implements WebhookOutbox {
  private static final Names<State.Kind> STATES = new Names<>(State.Kind.class);
  private static final Collector<CharSequence, ?, String> ARRAY = Collectors.joining(",", "[", "]");

  private final ReadPool reads;
  private final Writes writes;

  SqliteWebhookOutbox(ReadPool reads, Writes writes) {
    this.reads = reads;
    this.writes = writes;
  }

  /**
   * Keeps the notice as a message that is due, unless there is one of this end, in the transaction
   * that the session is in.
   */
  static void add(Session session, JobNotice notice) throws SQLException {
    WebhookMessage message = notice.message();
    session
        .call(WebhookSql.INSERT)
        .with(message.id().job().toString())
        .with(message.asker().owner().value())
        .with(message.asker().address())
        .with(message.url().text())
        .with(message.url().host())
        .with(message.body())
        .with(message.createdAt().toEpochMilli())
        .update();
  }

  /**
   * Removes messages that were delivered or given up before that time, the first ones first; says
   * how many.
   */
  static int purgeEndedBefore(Session session, long millis, int most) throws SQLException {
    return session.call(WebhookSql.DELETE_ENDED).with(millis).with(most).update();
  }

  @Override
  public List<Delivery> listDue(DueQuery query) {
    return reads.read(
        "listing due webhooks",
        session ->
            session
                .call(WebhookSql.LIST_DUE)
                .with(query.now().toEpochMilli())
                .with(query.perHost())
                .with(json(query.without().hosts()))
                .with(json(query.without().addresses()))
                .with(jsonOfAskers(query.without().askers()))
                .with(json(query.preferred()))
                .with(query.most())
                .all(SqliteWebhookOutbox::delivery));
  }

  private static String jsonOfAskers(Set<Asker> askers) {
    return askers.stream()
        .map(asker -> json(List.of(asker.address(), asker.owner().value())))
        .collect(ARRAY);
  }

  private static String json(Collection<String> names) {
    return names.stream().map(SqliteWebhookOutbox::quoted).collect(ARRAY);
  }

  /** Names have no control characters, which JSON would escape too. */
  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public boolean record(Delivery after) {
    State state = after.state();
    return writes.write(
        "recording a webhook",
        session ->
            session
                    .call(WebhookSql.RECORD)
                    .with(STATES.of(state.kind()))
                    .with(after.tries())
                    .with(after.waited().toMillis())
                    .withTime(dueAt(state))
                    .withTime(after.endedAt())
                    .withText(after.problem())
                    .with(after.message().id().job().toString())
                    .with(after.message().id().end().toEpochMilli())
                    .with(after.tries() - 1L)
                    .update()
                == 1);
  }

  private static Optional<Instant> dueAt(State state) {
    return state instanceof State.Due(Instant at) ? Optional.of(at) : Optional.empty();
  }

  @Override
  public int giveUp(String host, Instant before, Instant now, String problem, int most) {
    return writes.write(
        "giving up webhooks",
        session ->
            session
                .call(WebhookSql.GIVE_UP)
                .with(now.toEpochMilli())
                .with(problem)
                .with(host)
                .with(Times.ceilMillis(before))
                .with(most)
                .update());
  }

  @Override
  public Optional<Delivery> find(MessageId id) {
    return reads.read(
        "finding a webhook",
        session ->
            session
                .call(WebhookSql.FIND)
                .with(id.job().toString())
                .with(id.end().toEpochMilli())
                .first(SqliteWebhookOutbox::delivery));
  }

  @Override
  public List<Delivery> list(DeliveryQuery query) {
    String sql =
        query.job().isPresent()
            ? WebhookSql.LIST_OF_JOB
            : query.state().isPresent() ? WebhookSql.LIST_IN_STATE : WebhookSql.LIST_ALL;
    return reads.read(
        "listing webhooks",
        session ->
            session
                .call(sql)
                .with(query.before().orElse(Long.MAX_VALUE))
                .withText(query.job().map(JobId::toString))
                .withText(query.state().map(STATES::of))
                .with(query.limit())
                .all(SqliteWebhookOutbox::delivery));
  }

  @Override
  public boolean retry(MessageId id, Instant now) {
    return writes.write(
        "retrying a webhook",
        session ->
            session
                    .call(WebhookSql.RETRY)
                    .with(now.toEpochMilli())
                    .with(id.job().toString())
                    .with(id.end().toEpochMilli())
                    .update()
                == 1);
  }

  private static Delivery delivery(Row row) throws SQLException {
    long number = row.number();
    try {
      JobId job = JobRows.jobId(row.text());
      Asker asker = new Asker(new OwnerId(row.text()), row.text());
      WebhookUrl url = new WebhookUrl(row.text());
      String body = row.text();
      Instant end = row.time();
      WebhookMessage message = new WebhookMessage(new MessageId(job, end), asker, url, body, end);
      Instant since = row.time();
      State.Kind kind = STATES.parse(row.text());
      int tries = (int) row.number();
      Duration waited = Duration.ofMillis(row.number());
      Optional<Instant> due = row.optionalTime();
      Optional<Instant> ended = row.optionalTime();
      return new Delivery(
          number, message, since, tries, waited, state(kind, due, ended), row.optionalText());
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      throw new MediakeepException(
          ErrorCode.STORE_DAMAGED,
          "a row of webhook must hold what was written there: " + number,
          e);
    }
  }

  private static State state(State.Kind kind, Optional<Instant> due, Optional<Instant> ended) {
    return switch (kind) {
      case DUE -> new State.Due(due.orElseThrow());
      case DELIVERED -> new State.Delivered(ended.orElseThrow());
      case FAILED -> new State.Failed(ended.orElseThrow());
    };
  }
}
