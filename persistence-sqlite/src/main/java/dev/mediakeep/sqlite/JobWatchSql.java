package dev.mediakeep.sqlite;

/** The statements of those who wait for something to happen to jobs. */
final class JobWatchSql {
  /** Reads on in the log, and passes over the lines of others. */
  static final String LIST_EVENTS_OF_OWNER =
      """
      SELECT e.number, j.id, j.owner, e.at, e.command, e.state, e.percent, e.message
        FROM job_event AS e
       CROSS JOIN job AS j ON j.number = e.job_number
       WHERE e.number > ? AND e.number <= ? AND j.owner = ?
       ORDER BY e.number
       LIMIT ?
      """;

  static final String LAST_EVENT = "SELECT coalesce(max(number), 0) FROM job_event";

  /** The first time after ?2 at which passing time lets a lane hand something out. */
  static final String NEXT_DUE =
      """
      SELECT min(at)
        FROM (SELECT min(due_at) AS at
                FROM job INDEXED BY job_by_lane_due_time
               WHERE state = 'queued' AND ready = 0 AND lane = ?1 AND due_at > ?2
               UNION ALL
              SELECT min(due_at)
                FROM job INDEXED BY job_by_poll_time
               WHERE state IN ('waiting', 'uncertain') AND lane = ?1 AND due_at > ?2
               UNION ALL
              SELECT paused_until
                FROM job_lane
               WHERE lane = ?1 AND paused_until > ?2)
      """;

  static final String IS_OVERDUE =
      """
      SELECT EXISTS (SELECT 1 FROM job INDEXED BY job_by_lease_end WHERE lease_until <= ?1)
          OR EXISTS (SELECT 1 FROM job INDEXED BY job_by_deadline WHERE deadline <= ?1)
      """;

  private JobWatchSql() {}
}
