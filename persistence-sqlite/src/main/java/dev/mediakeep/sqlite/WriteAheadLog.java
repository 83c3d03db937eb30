package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.WARNING;

import java.sql.SQLException;
import java.util.function.IntSupplier;

/**
 * The write-ahead log of the writing connection: copied into the database as it grows, emptied when
 * nobody writes. SQLite's own automatic checkpoint is off, because it runs inside COMMIT and the
 * callers of that group would wait for it; here they have their answer already.
 *
 * <p>Each time that the log starts anew, its first transaction also counts {@code user_version} up,
 * which stands in the database's first page. So log and database can be told to belong together:
 * see {@link LogOwnership}.
 *
 * <p>Used by the writer's thread only.
 */
final class WriteAheadLog {
  private static final System.Logger LOGGER = System.getLogger(WriteAheadLog.class.getName());

  /** Looks at the log and copies nothing. */
  private static final String MEASURE = "PRAGMA wal_checkpoint(NOOP)";

  /** Copies what no reader still needs from the log, and waits for nobody. */
  private static final String COPY = "PRAGMA wal_checkpoint(PASSIVE)";

  /** Copies all, and cuts the file to nothing. */
  private static final String EMPTY = "PRAGMA wal_checkpoint(TRUNCATE)";

  private static final String CHANGES = "SELECT total_changes()";
  private static final String GENERATION = "PRAGMA user_version";

  private final Session session;
  private final JournalMode mode;
  private final IntSupplier mostFrames;
  private final long busyMillis;
  private Frames frames = new Frames(0, 0);
  private long changesBefore;
  private boolean failing;

  /** What a checkpoint answers: the frames in the log, and how many of them are copied. */
  private record Frames(long all, long copied) {
    static Frames of(Row row) throws SQLException {
      row.flag();
      return new Frames(row.number(), row.number());
    }

    /**
     * Whether the next change may start the log anew; SQLite decides by whether it is being read.
     */
    boolean mayStartAnew() {
      return copied == all;
    }
  }

  /**
   * A log of this connection.
   *
   * @param mostFrames how many frames may wait to be copied into the database, at this moment
   * @param busyMillis what the connection's wait for locks is
   */
  WriteAheadLog(Session session, JournalMode mode, IntSupplier mostFrames, long busyMillis) {
    this.session = session;
    this.mode = mode;
    this.mostFrames = mostFrames;
    this.busyMillis = busyMillis;
  }

  boolean isEmpty() {
    return frames.all() == 0;
  }

  /** Before a commit, in its transaction: marks a log that starts with it. */
  void beforeCommit() throws SQLException {
    if (mode == JournalMode.WAL && frames.mayStartAnew() && number(CHANGES) != changesBefore) {
      session.execute(GENERATION + " = " + (number(GENERATION) + 1));
    }
  }

  /** After a commit: keeps the log from growing beyond what readers still need. */
  void afterCommit() {
    if (mode == JournalMode.WAL) {
      attempt(this::copyWhenLong);
    }
  }

  /** When nobody writes: leaves the whole database in its one file, as people copy it. */
  void whenIdle() {
    if (mode == JournalMode.WAL) {
      attempt(this::truncate);
    }
  }

  private void copyWhenLong() throws SQLException {
    checkpoint(MEASURE);
    if (frames.all() - frames.copied() >= mostFrames.getAsInt()) {
      checkpoint(COPY);
    }
  }

  /** Readers are not waited for: units that come in meanwhile would wait too. */
  private void truncate() throws SQLException {
    session.execute("PRAGMA busy_timeout = 0");
    try {
      checkpoint(EMPTY);
    } finally {
      session.execute("PRAGMA busy_timeout = " + busyMillis);
    }
  }

  private void checkpoint(String sql) throws SQLException {
    frames = session.call(sql).first(Frames::of).orElseThrow();
    if (frames.mayStartAnew()) {
      changesBefore = number(CHANGES);
    }
  }

  private long number(String sql) throws SQLException {
    return session.call(sql).first(Row::number).orElseThrow();
  }

  /** A failed checkpoint loses nothing: the log is still there. Said once until one succeeds. */
  private void attempt(Checkpoint checkpoint) {
    try {
      checkpoint.run();
      failing = false;
    } catch (SQLException e) {
      if (!failing) {
        LOGGER.log(WARNING, "the write-ahead log cannot be copied into the database", e);
      }
      failing = true;
    }
  }

  private interface Checkpoint {
    void run() throws SQLException;
  }
}
