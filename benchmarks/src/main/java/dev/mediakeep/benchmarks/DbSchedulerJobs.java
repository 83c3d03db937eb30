package dev.mediakeep.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MariaDBJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Jobs as one-time tasks of db-scheduler. */
final class DbSchedulerJobs implements JobSide {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final double LOWER_LIMIT = 1.0;
  private static final double UPPER_LIMIT = 6.0;

  /** It knows no SQLite; MariaDB's dialect is one that SQLite understands. */
  private static final JdbcCustomization DIALECT = new MariaDBJdbcCustomization(false);

  private final HikariDataSource database;
  private final Finished finished = new Finished();
  private final OneTimeTask<Void> task =
      Tasks.oneTime("job").execute((instance, context) -> finished.one());

  private DbSchedulerJobs(HikariDataSource database) {
    this.database = database;
  }

  /** The table as its documentation has it, in types of SQLite. */
  static DbSchedulerJobs open(Path file) throws SQLException {
    HikariDataSource database = PeerDatabase.open(file, 1);
    try (java.sql.Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          CREATE TABLE scheduled_tasks (
            task_name            TEXT      NOT NULL,
            task_instance        TEXT      NOT NULL,
            task_data            BLOB,
            execution_time       TIMESTAMP NOT NULL,
            picked               BOOLEAN   NOT NULL,
            picked_by            TEXT,
            last_success         TIMESTAMP,
            last_failure         TIMESTAMP,
            consecutive_failures INT,
            last_heartbeat       TIMESTAMP,
            version              BIGINT    NOT NULL,
            PRIMARY KEY (task_name, task_instance))
          """);
      statement.executeUpdate(
          "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)");
      statement.executeUpdate(
          "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
    }
    return new DbSchedulerJobs(database);
  }

  @Override
  public double enqueue(int callers, int jobs) throws Exception {
    SchedulerClient client =
        SchedulerClient.Builder.create(database, task).jdbcCustomization(DIALECT).build();
    return Callers.rate(
        callers,
        jobs,
        number ->
            client.scheduleIfNotExists(task.instance(UUID.randomUUID().toString()), Instant.now()));
  }

  @Override
  public double execute(int workers, int jobs) throws Exception {
    finished.expect(jobs);
    Scheduler scheduler =
        Scheduler.create(database, task)
            .jdbcCustomization(DIALECT)
            .threads(workers)
            .pollingInterval(POLL)
            .pollUsingFetchAndLockOnExecute(LOWER_LIMIT, UPPER_LIMIT)
            .build();
    scheduler.start();
    double rate = finished.rate();
    scheduler.stop();
    return rate;
  }

  @Override
  public void close() {
    database.close();
  }
}
