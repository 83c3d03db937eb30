package dev.mediakeep.sqlite;

/** The statements over the messages that tell of the ends of jobs. */
final class WebhookSql {
  /** The columns of a message {@code w}, in the order in which its mapper reads them. */
  private static final String COLUMNS =
      "w.number, w.job_id, w.url, w.body, w.created_at, w.state, w.tries, w.due_at, w.ended_at, w.problem";

  static final String FIND_LAST = "SELECT coalesce(max(number), 0) FROM webhook";

  static final String INSERT =
      """
      INSERT INTO webhook (number, job_id, url, host, body, created_at, state, tries, due_at)
      VALUES (?, ?, ?, ?, ?, ?, 'due', 0, ?)
      """;

  /**
   * What is due, of each host no more than wanted. Goes from host to host through the index, so
   * that it reads no more of a host than it answers, however much waits there.
   */
  static final String LIST_DUE =
      """
      WITH RECURSIVE receiver (host) AS (
        SELECT (SELECT min(first.host) FROM webhook AS first INDEXED BY webhook_by_due_time
                 WHERE first.due_at IS NOT NULL)
        UNION ALL
        SELECT (SELECT min(next.host) FROM webhook AS next INDEXED BY webhook_by_due_time
                 WHERE next.due_at IS NOT NULL AND next.host > receiver.host)
          FROM receiver
         WHERE receiver.host IS NOT NULL)
      SELECT %s
        FROM receiver
       CROSS JOIN webhook AS w
          ON w.number IN (SELECT d.number
                            FROM webhook AS d INDEXED BY webhook_by_due_time
                           WHERE d.host = receiver.host AND d.due_at <= ?1
                           ORDER BY d.due_at, d.number
                           LIMIT ?2)
       WHERE receiver.host IS NOT NULL
         AND receiver.host NOT IN (SELECT value FROM json_each(?3))
       ORDER BY w.due_at, w.number
       LIMIT ?4
      """
          .formatted(COLUMNS);

  /** What was tried is asked for again, so that nothing is overwritten that came in between. */
  static final String RECORD =
      """
      UPDATE webhook SET state = ?, tries = ?, due_at = ?, ended_at = ?, problem = ?
       WHERE number = ? AND job_id = ? AND state = 'due' AND tries = ?
      """;

  static final String GIVE_UP =
      """
      UPDATE webhook SET state = 'failed', due_at = NULL, ended_at = ?, problem = ?
       WHERE number IN (SELECT number FROM webhook INDEXED BY webhook_by_age
                         WHERE host = ? AND created_at < ? AND due_at IS NOT NULL LIMIT ?)
      """;

  static final String RETRY =
      """
      UPDATE webhook SET state = 'due', tries = 0, due_at = ?, ended_at = NULL
       WHERE number = ? AND job_id = ? AND state = 'failed'
      """;

  static final String DELETE_ENDED =
      """
      DELETE FROM webhook
       WHERE number IN (SELECT number FROM webhook WHERE ended_at < ?
                         ORDER BY ended_at, number LIMIT ?)
      """;

  static final String LIST_ALL = list("webhook AS w", "");

  static final String LIST_OF_JOB =
      list("webhook AS w INDEXED BY webhook_by_job", "w.job_id = ?2 AND ");

  static final String LIST_IN_STATE =
      list("webhook AS w INDEXED BY webhook_by_state", "w.state = ?3 AND ");

  private WebhookSql() {}

  /** One of the filters leads through its index, the other is checked row by row. */
  private static String list(String source, String driven) {
    return """
    SELECT {columns}
      FROM {source}
     WHERE {driven}w.number < ?1
       AND (?2 IS NULL OR w.job_id = ?2) AND (?3 IS NULL OR w.state = ?3)
     ORDER BY w.number DESC
     LIMIT ?4
    """
        .replace("{columns}", COLUMNS)
        .replace("{source}", source)
        .replace("{driven}", driven);
  }
}
