package dev.mediakeep.sqlite;

/** The statements by which {@link JobLedger} comes from the database and goes there. */
final class LedgerSql {
  static final String LIST_LANES =
      "SELECT lane, max_queued, max_running, mode, paused_until, round, last_pick FROM job_lane";

  static final String LIST_TURNS = "SELECT lane, owner, paid_until FROM job_turn";

  static final String LIST_OPEN =
      """
      SELECT number, lane, owner, address, cost, state, rank, due_at, overdue_at, changed_at
        FROM job INDEXED BY job_not_ended
       WHERE ended_at IS NULL
       ORDER BY number
      """;

  static final String FIND_NUMBERS =
      """
      SELECT max(filed_job, coalesce((SELECT max(number) FROM job), 0)),
             max(last_number, filed_event, coalesce((SELECT max(number) FROM job_event), 0)),
             filed_job, filed_event
        FROM job_log
       WHERE one = 1
      """;

  static final String FILE_JOBS =
      """
      INSERT INTO job_by_owner (owner, id)
      SELECT owner, id FROM job WHERE number > ? AND number <= ? ORDER BY owner, id
      """;

  static final String FILE_LINES =
      """
      INSERT INTO job_event_by_job (job_number, number)
      SELECT job_number, number FROM job_event WHERE number > ? AND number <= ?
       ORDER BY job_number, number
      """;

  static final String PUT_FILED = "UPDATE job_log SET filed_job = ?, filed_event = ? WHERE one = 1";

  static final String LAST_EVENT =
      """
      SELECT max(last_number, coalesce((SELECT max(number) FROM job_event), 0))
        FROM job_log
       WHERE one = 1
      """;

  static final String KEEP_LAST_EVENT = "UPDATE job_log SET last_number = ? WHERE one = 1";

  static final String UPDATE_LANE = "UPDATE job_lane SET round = ?, last_pick = ? WHERE lane = ?";

  static final String PUT_TURN =
      """
      INSERT INTO job_turn (lane, owner, paid_until)
      VALUES (?, ?, ?)
      ON CONFLICT (lane, owner) DO UPDATE SET paid_until = excluded.paid_until
      """;

  static final String DELETE_TURN = "DELETE FROM job_turn WHERE lane = ? AND owner = ?";

  private LedgerSql() {}
}
