package dev.mediakeep.sqlite;

/** The statements over jobs, lanes and their log. Triggers keep the counts and write the log. */
final class JobSql {
  /** The columns of a job {@code j}, in the order in which {@link JobRows#job} reads them. */
  private static final String JOB_COLUMNS =
      """
      j.id, j.owner, j.lane, j.priority, j.cost, j.parameters, j.not_before, j.time_limit_ms,
             j.address, j.webhook, j.created_at,
             j.state, j.since, j.due_at, j.worker, j.fence, j.lease_until,
             j.provider_key, j.intent_at, j.handle, j.operation_at, j.stop_reason, j.stop_at,
             (SELECT group_concat(value, char(10)) FROM json_each(j.media)),
             j.failure_kind, j.failure_message, j.ended_at,
             j.spent, j.lost_leases, j.submission, j.started_at, j.percent, j.message\
      """;

  static final String FIND_KEY =
      "SELECT job_id FROM job_key WHERE owner = ? AND key = ? AND valid_until > ?";

  static final String PUT_KEY =
      """
      INSERT INTO job_key (owner, key, job_id, valid_until)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (owner, key)
      DO UPDATE SET job_id = excluded.job_id, valid_until = excluded.valid_until
      """;

  /** A lane, and how many jobs are queued in all, in it, of an owner and from an address. */
  static final String FIND_ROOM =
      """
      SELECT l.max_queued, l.max_running, l.mode,
             (SELECT sum(queued) FROM job_lane), l.queued,
             coalesce((SELECT queued FROM job_owner WHERE owner = ?2), 0),
             coalesce((SELECT queued FROM job_address WHERE address = ?3), 0)
        FROM job_lane AS l
       WHERE l.lane = ?1
      """;

  static final String INSERT_JOB =
      """
      INSERT INTO job (
        id, owner, lane, priority, cost, parameters, not_before, time_limit_ms, address, webhook,
        created_at, fence, spent, lost_leases, submission, state, ready, rank, since, due_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 1, 'queued', ?, ?, ?, ?, ?)
      """;

  /** What was read in the same transaction is asked for again, so that no edge is taken twice. */
  static final String UPDATE_JOB =
      """
      UPDATE job
         SET state = ?, ready = ?, rank = ?, since = ?, due_at = ?,
             worker = ?, fence = ?, lease_until = ?, provider_key = ?, intent_at = ?,
             handle = ?, operation_at = ?, stop_reason = ?, stop_at = ?, media = ?,
             failure_kind = ?, failure_message = ?, ended_at = ?,
             spent = ?, lost_leases = ?, submission = ?, started_at = ?, deadline = ?,
             percent = ?, message = ?, changed_at = ?, command = ?
       WHERE id = ? AND state = ? AND fence = ?
      """;

  static final String FIND_JOB = "SELECT " + JOB_COLUMNS + " FROM job AS j WHERE j.id = ?";

  static final String MAKE_READY =
      """
      UPDATE job SET ready = 1
       WHERE number IN (SELECT number FROM job INDEXED BY job_by_due_time
                         WHERE state = 'queued' AND ready = 0 AND due_at <= ? LIMIT ?)
      """;

  static final String LIST_DUE =
      """
      SELECT %s
        FROM job AS j INDEXED BY job_by_poll_time
       WHERE j.lane = ? AND j.state IN ('waiting', 'uncertain') AND j.due_at <= ?
       ORDER BY j.due_at, j.id
       LIMIT ?
      """
          .formatted(JOB_COLUMNS);

  /** The lanes that may hand out a new job, the one whose turn it is first. */
  static final String LIST_OPEN_LANES =
      """
      SELECT lane, round
        FROM job_lane
       WHERE lane IN (SELECT value FROM json_each(?1)) AND mode <> 'paused'
         AND (paused_until IS NULL OR paused_until <= ?2)
         AND running < max_running AND queued > 0
       ORDER BY last_pick, lane
      """;

  /**
   * The new job whose turn it is in a lane. Read in the order of two indexes, so that it looks at
   * no more owners and jobs than are held up by their limits: an owner's limit is at least one, so
   * there are fewer of those than jobs under way.
   */
  static final String PICK =
      """
      SELECT t.paid_until, %s
        FROM job_turn AS t INDEXED BY job_turn_by_payment
       CROSS JOIN job_owner AS o ON o.owner = t.owner
       CROSS JOIN job AS j INDEXED BY job_by_rank
          ON j.lane = t.lane AND j.owner = t.owner AND j.ready = 1
        LEFT JOIN job_address AS a ON a.address = j.address
       WHERE t.lane = ?1 AND t.ready > 0 AND o.running < ?2
         AND (j.address IS NULL OR a.running < ?3)
       ORDER BY t.paid_until, t.owner, j.rank, j.id
       LIMIT 1
      """
          .formatted(JOB_COLUMNS);

  static final String PAY = "UPDATE job_turn SET paid_until = ? WHERE lane = ? AND owner = ?";

  static final String ADVANCE_LANE =
      """
      UPDATE job_lane
         SET round = ?, last_pick = (SELECT max(last_pick) + 1 FROM job_lane)
       WHERE lane = ?
      """;

  static final String PAUSE_LANE =
      "UPDATE job_lane SET paused_until = max(coalesce(paused_until, 0), ?) WHERE lane = ?";

  static final String LIST_LOST_LEASES =
      """
      SELECT %s
        FROM job AS j INDEXED BY job_by_lease_end
       WHERE j.lease_until <= ?
       ORDER BY j.lease_until, j.id
       LIMIT ?
      """
          .formatted(JOB_COLUMNS);

  static final String LIST_PAST_DEADLINE =
      """
      SELECT %s
        FROM job AS j INDEXED BY job_by_deadline
       WHERE j.deadline <= ?
       ORDER BY j.deadline, j.id
       LIMIT ?
      """
          .formatted(JOB_COLUMNS);

  static final String DELETE_ENDED =
      """
      DELETE FROM job
       WHERE number IN (SELECT number FROM job WHERE ended_at < ? ORDER BY ended_at, id LIMIT ?)
      """;

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

  static final String LIST_LANES =
      """
      SELECT lane, max_queued, max_running, mode, paused_until, queued, running
        FROM job_lane
       ORDER BY lane
      """;

  static final String LIST_ALL_JOBS = listJobs("job AS j", "");

  static final String LIST_JOBS_OF_OWNER =
      listJobs("job AS j INDEXED BY job_by_owner", "j.owner = ?2 AND ");

  static final String LIST_JOBS_OF_LANE =
      listJobs("job AS j INDEXED BY job_by_lane", "j.lane = ?3 AND ");

  static final String LIST_JOBS_IN_STATE =
      listJobs("job AS j INDEXED BY job_by_state", "j.state = ?4 AND ");

  static final String LIST_EVENTS =
      """
      SELECT e.number, j.id, j.owner, e.at, e.command, e.state, e.percent, e.message
        FROM job_event AS e
       CROSS JOIN job AS j ON j.number = e.job_number
       WHERE e.number > ?
       ORDER BY e.number
       LIMIT ?
      """;

  static final String LIST_EVENTS_OF_JOB =
      """
      SELECT e.number, j.id, j.owner, e.at, e.command, e.state, e.percent, e.message
        FROM job AS j
       CROSS JOIN job_event AS e INDEXED BY job_event_by_job ON e.job_number = j.number
       WHERE j.id = ? AND e.number > ?
       ORDER BY e.number
       LIMIT ?
      """;

  /**
   * How many jobs start before a queued one: its owner's of a lower rank; and of each other owner
   * as many as he can pay before this one's owner has paid for those, at the mean cost of his.
   * Answers also how many of the lane may be under way.
   */
  static final String COUNT_BEFORE =
      """
      WITH own AS (
        SELECT j.lane, j.owner, t.paid_until AS paid, l.round, l.max_running,
               count(b.number) AS jobs,
               max(t.paid_until, l.round * (count(b.number) > 0)) + coalesce(sum(b.cost), 0) AS turn
          FROM job AS j
         CROSS JOIN job_lane AS l ON l.lane = j.lane
         CROSS JOIN job_turn AS t ON t.lane = j.lane AND t.owner = j.owner
          LEFT JOIN job AS b INDEXED BY job_by_rank
            ON b.ready = 1 AND b.lane = j.lane AND b.owner = j.owner
           AND (b.rank, b.id) < (j.rank, j.id)
         WHERE j.id = ? AND j.state = 'queued'
         GROUP BY j.number)
      SELECT own.max_running,
             own.jobs + coalesce(
               (SELECT sum(CASE
                         WHEN (t.paid_until, t.owner) > (own.turn, own.owner) THEN 0
                         ELSE min(t.ready,
                                  1 + max(0, (own.turn - max(t.paid_until, own.round)) * t.queued
                                             / t.queued_cost
                                             - (t.owner > own.owner
                                                AND (own.turn - max(t.paid_until, own.round))
                                                    * t.queued % t.queued_cost = 0)))
                         END)
                  FROM job_turn AS t INDEXED BY job_turn_by_payment
                 WHERE t.lane = own.lane AND t.ready > 0 AND t.owner <> own.owner), 0)
        FROM own
      """;

  static final String LIST_RUN_TIMES =
      """
      SELECT j.ended_at - j.started_at
        FROM job AS q
       CROSS JOIN job AS j INDEXED BY job_by_run ON j.lane = q.lane AND j.state = 'succeeded'
       WHERE q.id = ?
       ORDER BY j.ended_at DESC
       LIMIT ?
      """;

  /** Who has nothing in line and has paid for no more than others is as one who never came. */
  static final String DELETE_IDLE_TURNS =
      """
      DELETE FROM job_turn
       WHERE (lane, owner) IN (
         SELECT t.lane, t.owner
           FROM job_lane AS l
          CROSS JOIN job_turn AS t INDEXED BY job_turn_idle
             ON t.lane = l.lane AND t.queued = 0 AND t.paid_until <= l.round
          LIMIT ?)
      """;

  private JobSql() {}

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
