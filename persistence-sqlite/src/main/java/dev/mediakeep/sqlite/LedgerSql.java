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

  static final String LAST_NUMBER = "SELECT coalesce(max(number), 0) FROM job";

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
