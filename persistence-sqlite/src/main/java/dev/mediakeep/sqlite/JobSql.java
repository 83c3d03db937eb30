package dev.mediakeep.sqlite;

import java.util.stream.Collectors;

/** The statements over jobs, lanes and their log, which triggers write. */
final class JobSql {
  /** The columns of a job {@code j}, in the order in which {@link JobRows#record} reads them. */
  private static final String JOB_COLUMNS =
      """
      j.id, j.owner, j.lane, j.priority, j.cost, j.parameters, j.not_before, j.time_limit_ms,
             j.address, j.webhook, j.created_at,
             j.state, j.since, j.due_at, j.worker, j.fence, j.lease_until,
             j.provider_key, j.intent_at, j.handle, j.operation_at, j.stop_reason, j.stop_at,
             (SELECT group_concat(value, char(10)) FROM json_each(j.media)),
             j.failure_kind, j.failure_message, j.ended_at,
             j.spent, j.lost_leases, j.submission, j.started_at, j.percent, j.message,
             j.number, j.rank\
      """;

  /** The columns of a line {@code e} of a job {@code j}, as {@link JobRows#entry} reads them. */
  static final String EVENT_COLUMNS =
      """
      e.number, j.id, j.owner, e.at, e.command, e.state, e.percent, e.message,
             e.failure_kind, e.failure_message\
      """;

  /** As a limit: none. */
  static final long UNLIMITED = -1;

  static final String FIND_KEY =
      "SELECT job_id FROM job_key WHERE owner = ? AND key = ? AND valid_until > ?";

  static final String PUT_KEY =
      """
      INSERT INTO job_key (owner, key, job_id, valid_until)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (owner, key)
      DO UPDATE SET job_id = excluded.job_id, valid_until = excluded.valid_until
      """;

  static final String INSERT_JOB =
      """
      INSERT INTO job (
        number, id, owner, lane, priority, cost, parameters, not_before, time_limit_ms, address,
        webhook, created_at, fence, spent, lost_leases, submission, state, rank, since, due_at,
        changed_at, event)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 1, 'queued', ?, ?, ?, ?, ?)
      """;

  static final String FIND_JOB = "SELECT %s FROM job AS j WHERE j.id = ?".formatted(JOB_COLUMNS);

  static final String GET_JOB = "SELECT %s FROM job AS j WHERE j.number = ?".formatted(JOB_COLUMNS);

  static final String PAUSE_LANE = "UPDATE job_lane SET paused_until = ? WHERE lane = ?";

  /** That no key stands for a job at that time. */
  private static final String NO_KEY =
      """
      NOT EXISTS (SELECT 1 FROM job_key INDEXED BY job_key_by_job
                          WHERE job_key.job_id = job.id AND job_key.valid_until > ?)\
      """;

  static final String LIST_ENDED =
      """
      SELECT number, id, owner
        FROM job INDEXED BY job_by_end
       WHERE ended_at < ?
         AND %s
       ORDER BY ended_at, number
       LIMIT ?
      """
          .formatted(NO_KEY);

  static final String FIND_ENDED =
      """
      SELECT number
        FROM job
       WHERE number = ? AND ended_at < ?
         AND %s
      """
          .formatted(NO_KEY);

  static final String DELETE_LINES =
      """
      DELETE FROM job_event
       WHERE number IN (SELECT number FROM job_event_by_job
                         WHERE job_number = ? ORDER BY number LIMIT ?)
      """;

  static final String DELETE_FILED_LINES =
      """
      DELETE FROM job_event_by_job
       WHERE (job_number, number) IN (SELECT job_number, number FROM job_event_by_job
                                       WHERE job_number = ? ORDER BY number LIMIT ?)
      """;

  static final String DELETE_FILED_JOB = "DELETE FROM job_by_owner WHERE owner = ? AND id = ?";

  static final String DELETE_JOB = "DELETE FROM job WHERE number = ?";

  static final String DELETE_OLD_KEYS =
      """
      DELETE FROM job_key
       WHERE (owner, key) IN (SELECT owner, key FROM job_key WHERE valid_until <= ? LIMIT ?)
      """;

  static final String PUT_LANE =
      """
      INSERT INTO job_lane (lane, max_queued, max_running)
      VALUES (?, ?, ?)
      ON CONFLICT (lane)
      DO UPDATE SET max_queued = excluded.max_queued, max_running = excluded.max_running
      """;

  static final String CHANGE_LANE =
      "UPDATE job_lane SET mode = ?, paused_until = NULL WHERE lane = ?";

  static final String LIST_ALL_JOBS = listJobs("job AS j", "");

  /** Those that are filed under the owner, and those among the last ones that are not yet. */
  static final String LIST_JOBS_OF_OWNER =
      """
      SELECT {filed}
        FROM job_by_owner AS f
       CROSS JOIN job AS j ON j.id = f.id
       WHERE f.owner = ?2 AND f.id < ?1
         AND (?3 IS NULL OR j.lane = ?3) AND (?4 IS NULL OR j.state = ?4)
      UNION ALL
      SELECT {columns}
        FROM job AS j NOT INDEXED
       WHERE j.number > (SELECT filed_job FROM job_log WHERE one = 1)
         AND j.owner = ?2 AND +j.id < ?1
         AND (?3 IS NULL OR j.lane = ?3) AND (?4 IS NULL OR j.state = ?4)
       ORDER BY 1 DESC
       LIMIT ?5
      """
          .replace("{filed}", JOB_COLUMNS.replace("j.id", "f.id"))
          .replace("{columns}", JOB_COLUMNS);

  static final String LIST_JOBS_NOT_ENDED =
      listJobs("job AS j INDEXED BY job_not_ended", "j.ended_at IS NULL AND ");

  static final String LIST_JOBS_THAT_CAME_TO_NOTHING =
      listJobs(
          "job AS j INDEXED BY job_that_came_to_nothing",
          "j.state IN ('failed', 'cancelled') AND j.state = ?4 AND ");

  static final String LIST_EVENTS =
      """
      SELECT %s
        FROM job_event AS e
       CROSS JOIN job AS j ON j.number = e.job_number
       WHERE e.number > ?
       ORDER BY e.number
       LIMIT ?
      """
          .formatted(EVENT_COLUMNS);

  /** Those that are filed under the job, and those among the last ones that are not yet. */
  static final String LIST_EVENTS_OF_JOB =
      """
      SELECT {filed}
        FROM job AS j
       CROSS JOIN job_event_by_job AS f ON f.job_number = j.number
       CROSS JOIN job_event AS e ON e.number = f.number
       WHERE j.id = ?1 AND f.number > ?2
      UNION ALL
      SELECT {columns}
        FROM job AS j
       CROSS JOIN job_event AS e ON e.job_number = j.number
       WHERE j.id = ?1 AND +e.number > ?2
         AND e.number > (SELECT filed_event FROM job_log WHERE one = 1)
       ORDER BY 1
       LIMIT ?3
      """
          .replace("{filed}", EVENT_COLUMNS.replace("e.number", "f.number"))
          .replace("{columns}", EVENT_COLUMNS);

  static final String FIND_OPEN =
      """
      SELECT number, lane, owner, address, cost, state, rank, due_at, overdue_at
        FROM job
       WHERE id = ? AND state = 'queued'
      """;

  /** How long the last runs of a lane took, among the last runs of all lanes. */
  static final String LIST_RUN_TIMES =
      """
      SELECT took
        FROM (SELECT lane, state, ended_at - started_at AS took
                FROM job INDEXED BY job_by_end
               WHERE ended_at IS NOT NULL
               ORDER BY ended_at DESC
               LIMIT ?)
       WHERE lane = ? AND state = 'succeeded'
       LIMIT ?
      """;

  private JobSql() {}

  /**
   * Writes those columns of a job. What was read in the same transaction is asked for again, so
   * that no edge is taken twice.
   *
   * @param columns see {@link JobColumns#differences}
   */
  static String updateJob(int columns) {
    return """
    UPDATE job
       SET {columns}changed_at = ?, command = ?, event = ?
     WHERE number = ? AND state = ? AND fence = ?
    """
        .replace(
            "{columns}",
            JobColumns.names(columns).map(name -> name + " = ?, ").collect(Collectors.joining()));
  }

  /** One of the filters leads through its index, the others are checked row by row. */
  private static String listJobs(String source, String driven) {
    return """
    SELECT {columns}
      FROM {source}
     WHERE {driven}j.id < ?1
       AND (?2 IS NULL OR j.owner = ?2) AND (?3 IS NULL OR j.lane = ?3)
       AND (?4 IS NULL OR j.state = ?4)
     ORDER BY j.id DESC
     LIMIT ?5
    """
        .replace("{columns}", JOB_COLUMNS)
        .replace("{source}", source)
        .replace("{driven}", driven);
  }
}
