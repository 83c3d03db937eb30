package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the write-ahead log that a crash left is the database's own. When somebody copies a
 * backup over {@code app.db} and forgets {@code app.db-wal}, SQLite replays pages of the one over
 * the other, and the result is malformed.
 *
 * <p>The criterion is {@code user_version}, a generation that the writer counts up in the first
 * transaction of each log. A log is started only when all of the one before is copied, so at that
 * moment the database holds the generation before; later, as the log is copied into it, one that is
 * in the log. Anything else is another database. A log in which the first page does not occur says
 * nothing of its generation, so SQLite decides.
 *
 * <p>The first generation is drawn at random, so that the logs of two databases are not of the
 * same. The copies that this program makes are of generation 0, which no log has: one that is put
 * back draws a generation of its own before its first log, and is not taken for the owner of a log
 * that another copy began, nor of one that it began itself when it was put back before.
 *
 * <p>What stays undetected is a copy that somebody made with VACUUM INTO by hand and put back
 * within the same generation.
 */
final class LogOwnership {
  private static final System.Logger LOGGER = System.getLogger(LogOwnership.class.getName());

  private static final String GENERATION = "PRAGMA user_version";

  /** SQLite's own source of chance; the half of the range above it is left for counting up. */
  private static final String DRAW = "SELECT 1 + abs(random() % 0x3fffffff)";

  private LogOwnership() {}

  /**
   * Gives a database that has none a generation, in its file before any log starts. After a crash
   * in between, the log that holds nothing else is put aside.
   */
  static void begin(Session session) throws SQLException {
    if (number(session, GENERATION) == 0) {
      session.execute(GENERATION + " = " + number(session, DRAW));
      session.call("PRAGMA wal_checkpoint(TRUNCATE)").first(Row::number);
    }
  }

  private static long number(Session session, String sql) throws SQLException {
    return session.call(sql).first(Row::number).orElseThrow();
  }

  /** Renames a log that is not the database's own, so that it is not replayed and not lost. */
  static void settle(DatabaseFile file, Instant now) throws IOException {
    Path log = file.companion("-wal");
    if (!Files.exists(log)) {
      return;
    }
    List<Integer> logged = LogReader.generations(log);
    Optional<Integer> stored = file.generation();
    if (!logged.isEmpty() && !isOwn(logged, stored)) {
      Path aside = file.companion("-wal.set-aside-" + now.toEpochMilli());
      Files.move(log, aside);
      // The index of the log; SQLite makes it anew.
      Files.deleteIfExists(file.companion("-shm"));
      LOGGER.log(
          WARNING,
          "the write-ahead log is not of the database beside it (generation {0}, database {1}):"
              + " it is not replayed but kept as {2}; was a backup copied over the database?",
          logged.getFirst(),
          stored.map(String::valueOf).orElse("empty"),
          aside);
    }
  }

  private static boolean isOwn(List<Integer> logged, Optional<Integer> stored) {
    return stored
        .map(generation -> generation == logged.getFirst() - 1 || logged.contains(generation))
        .orElse(false);
  }
}
