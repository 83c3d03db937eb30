package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.INFO;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import java.sql.SQLException;

/**
 * Whose database it is. A new one gets our application id with its first write, so one with that id
 * is ours, and one with another is not. An id of 0 says nothing: {@code .dump} leaves the id out,
 * so that a database that was loaded again from one is told by its tables and migrations.
 */
final class DatabaseClaim {
  private static final System.Logger LOGGER = System.getLogger(DatabaseClaim.class.getName());

  /** "MKEP": what {@code file app.db} shows. */
  private static final int APPLICATION_ID = 0x4d4b4550;

  private static final String SET_ID = "PRAGMA application_id = " + APPLICATION_ID;

  /** The columns are asked for first: others call a table of theirs schema_migrations too. */
  private static final String HAS_OUR_TABLES =
      """
      SELECT (SELECT count(*)
                FROM sqlite_schema
               WHERE type = 'table' AND name IN ('instance', 'blob', 'media')) = 3
         AND (SELECT count(*)
                FROM pragma_table_info('schema_migrations')
               WHERE lower(name) IN ('id', 'author', 'dateexecuted', 'orderexecuted')) = 4
      """;

  private static final String HAS_MIGRATION =
      "SELECT 1 FROM schema_migrations WHERE author = 'mediakeep' AND id = ?";

  private final Session session;
  private final DatabaseFile file;
  private final Changelog changelog;

  DatabaseClaim(Session session, DatabaseFile file, Changelog changelog) {
    this.session = session;
    this.file = file;
    this.changelog = changelog;
  }

  /** Refuses a database that is not ours, unchanged; marks one that is new or was loaded again. */
  void settle() throws SQLException {
    long applicationId = number("PRAGMA application_id");
    if (number("PRAGMA page_count") == 0) {
      session.execute("PRAGMA auto_vacuum = INCREMENTAL");
      session.execute("BEGIN IMMEDIATE");
      session.execute(SET_ID);
      session.execute("COMMIT");
    } else if (applicationId == 0 && isOurs()) {
      Schema.read(session, changelog).requireNotNewer();
      session.execute(SET_ID);
      LOGGER.log(INFO, "{0} was loaded from a dump: it is marked as ours again", file.path());
    } else if (applicationId != APPLICATION_ID) {
      throw foreign();
    }
  }

  private boolean isOurs() throws SQLException {
    return number(HAS_OUR_TABLES) == 1
        && session
            .call(HAS_MIGRATION)
            .with(changelog.ids().getFirst())
            .first(Row::flag)
            .isPresent();
  }

  private MediakeepException foreign() {
    return new MediakeepException(
        Problem.of(
                ErrorCode.HOME_MISMATCH,
                "database must be Mediakeep's, is another program's: " + file.path())
            .withHint("move that file away, or use another home folder; nothing was changed"));
  }

  private long number(String sql) throws SQLException {
    return session.call(sql).first(Row::number).orElseThrow();
  }
}
