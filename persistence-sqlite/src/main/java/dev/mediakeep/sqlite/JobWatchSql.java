package dev.mediakeep.sqlite;

/** The statements of those who wait for something to happen to jobs. */
final class JobWatchSql {
  /** Reads on in the log, and passes over the lines of others. */
  static final String LIST_EVENTS_OF_OWNER =
      """
      SELECT %s
        FROM job_event AS e
       CROSS JOIN job AS j ON j.number = e.job_number
       WHERE e.number > ? AND e.number <= ? AND j.owner = ?
       ORDER BY e.number
       LIMIT ?
      """
          .formatted(JobSql.EVENT_COLUMNS);

  private JobWatchSql() {}
}
