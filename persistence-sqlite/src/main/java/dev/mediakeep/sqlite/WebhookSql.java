package dev.mediakeep.sqlite;

/** The statements over the messages that tell of the ends of jobs. */
final class WebhookSql {
  /** The columns of a message {@code w}, in the order in which its mapper reads them. */
  private static final String COLUMNS =
      "w.number, w.job_id, w.owner, w.address, w.url, w.body, w.created_at, w.since, w.state, w.tries, w.waited_ms,"
          + " w.due_at, w.ended_at, w.problem";

  static final String INSERT =
      """
      INSERT INTO webhook (job_id, owner, address, url, host, body,
                           created_at, since, state, tries, waited_ms, due_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 'due', 0, 0, ?7)
      ON CONFLICT (job_id, created_at) DO NOTHING
      """;

  /**
   * What is due, by turns of addresses, of their askers, and of these askers' messages. Goes from
   * host to host of an asker through the index, and past all of those that are held back, so that
   * it reads no more of a host than it answers, however much waits there.
   */
  static final String LIST_DUE =
      """
      WITH RECURSIVE line (address, owner, host) AS (
        SELECT address, owner, host
          FROM webhook
         WHERE number = (SELECT first.number FROM webhook AS first INDEXED BY webhook_by_due_time
                          WHERE first.due_at IS NOT NULL AND first.address >= ''
                          ORDER BY first.address, first.owner, first.host LIMIT 1)
        UNION ALL
        SELECT found.address, found.owner, found.host
          FROM line
         CROSS JOIN webhook AS found
            ON found.number = coalesce(
                 CASE WHEN line.address NOT IN (SELECT value FROM json_each(?4))
                       AND (line.address, line.owner) NOT IN (SELECT value->>0, value->>1 FROM json_each(?5)) THEN
                   (SELECT next.number FROM webhook AS next INDEXED BY webhook_by_due_time
                     WHERE next.due_at IS NOT NULL AND next.address = line.address
                       AND next.owner = line.owner AND next.host > line.host
                     ORDER BY next.host LIMIT 1)
                 END,
                 CASE WHEN line.address NOT IN (SELECT value FROM json_each(?4)) THEN
                   (SELECT next.number FROM webhook AS next INDEXED BY webhook_by_due_time
                     WHERE next.due_at IS NOT NULL AND next.address = line.address
                       AND next.owner > line.owner
                     ORDER BY next.owner, next.host LIMIT 1)
                 END,
                 (SELECT next.number FROM webhook AS next INDEXED BY webhook_by_due_time
                   WHERE next.due_at IS NOT NULL AND next.address > line.address
                   ORDER BY next.address, next.owner, next.host LIMIT 1))),
      few (number, address, due_at, turn) AS (
        SELECT w.number, w.address, w.due_at,
               row_number() OVER (PARTITION BY w.address, w.owner
                                  ORDER BY w.host NOT IN (SELECT value FROM json_each(?6)), w.due_at, w.number)
          FROM line
         CROSS JOIN webhook AS w
            ON w.number IN (SELECT d.number
                              FROM webhook AS d INDEXED BY webhook_by_due_time
                             WHERE d.address = line.address AND d.owner = line.owner
                               AND d.host = line.host AND d.due_at <= ?1
                             ORDER BY d.due_at, d.number
                             LIMIT ?2)
         WHERE line.host NOT IN (SELECT value FROM json_each(?3))
           AND line.address NOT IN (SELECT value FROM json_each(?4))
           AND (line.address, line.owner) NOT IN (SELECT value->>0, value->>1 FROM json_each(?5))),
      chosen (number, turn) AS (
        SELECT number, row_number() OVER (PARTITION BY address ORDER BY turn, due_at, number) FROM few)
      SELECT %s
        FROM chosen
       CROSS JOIN webhook AS w ON w.number = chosen.number
       ORDER BY chosen.turn, w.due_at, w.number
       LIMIT ?7
      """
          .formatted(COLUMNS);

  /** What was tried is asked for again, so that nothing is overwritten that came in between. */
  static final String RECORD =
      """
      UPDATE webhook SET state = ?, tries = ?, waited_ms = ?, due_at = ?, ended_at = ?, problem = ?
       WHERE job_id = ? AND created_at = ? AND state = 'due' AND tries = ?
      """;

  static final String GIVE_UP =
      """
      UPDATE webhook SET state = 'failed', due_at = NULL, ended_at = ?, problem = ?
       WHERE number IN (SELECT number FROM webhook INDEXED BY webhook_by_age
                         WHERE host = ? AND since < ? AND due_at IS NOT NULL LIMIT ?)
      """;

  static final String RETRY =
      """
      UPDATE webhook SET state = 'due', tries = 0, waited_ms = 0, due_at = ?1, since = ?1, ended_at = NULL
       WHERE job_id = ?2 AND created_at = ?3 AND state = 'failed'
      """;

  static final String DELETE_ENDED =
      """
      DELETE FROM webhook
       WHERE number IN (SELECT number FROM webhook WHERE ended_at < ?
                         ORDER BY ended_at, number LIMIT ?)
      """;

  static final String FIND =
      "SELECT %s FROM webhook AS w WHERE w.job_id = ? AND w.created_at = ?".formatted(COLUMNS);

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
