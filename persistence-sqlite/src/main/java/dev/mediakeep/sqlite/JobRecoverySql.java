package dev.mediakeep.sqlite;

/** The statements by which manifests follow jobs, and by which jobs are taken back from them. */
final class JobRecoverySql {
  static final String FIND_LINEAGE = "SELECT lineage FROM job_lineage WHERE one = 1";

  static final String PUT_LINEAGE =
      """
      INSERT INTO job_lineage (one, lineage)
      VALUES (1, ?)
      ON CONFLICT (one) DO UPDATE SET lineage = excluded.lineage
      """;

  static final String RAISE_LAST_EVENT =
      "UPDATE job_log SET last_number = max(last_number, ?) WHERE one = 1";

  static final String FIND_KEY_OF_JOB =
      """
      SELECT key, valid_until
        FROM job_key INDEXED BY job_key_by_job
       WHERE job_id = ?
       ORDER BY valid_until DESC
       LIMIT 1
      """;

  private JobRecoverySql() {}
}
