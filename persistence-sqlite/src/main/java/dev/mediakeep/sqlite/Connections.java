package dev.mediakeep.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.LockingMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** How connections to the database are set up. */
final class Connections {
  /** Negative means KiB. */
  private static final int WRITER_CACHE = -64 * 1_024;

  private static final int READER_CACHE = -16 * 1_024;

  /**
   * A wait inside SQLite holds the carrier of a virtual thread, so readers wait in it but shortly.
   */
  private static final Duration READER_BUSY = Duration.ofMillis(500);

  private static final int JOURNAL_SIZE_LIMIT = 64 * 1_024 * 1_024;

  private Connections() {}

  /** Opens a connection that may write to a file that exists; the caller closes it. */
  static Connection openWriting(Path file, Duration busyTimeout) throws SQLException {
    SQLiteConfig config = common(busyTimeout);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setSynchronous(SynchronousMode.FULL);
    config.setCacheSize(WRITER_CACHE);
    config.setJournalSizeLimit(JOURNAL_SIZE_LIMIT);
    config.setWalAutocheckpoint(0);
    return config.createConnection(url(file));
  }

  /**
   * The same with all transactions in SQL, none in the driver's hands. In its autocommit mode that
   * tries to begin one after each statement, to find out that there is one: a twentieth of an
   * update.
   */
  static Connection openForSqlTransactions(Path file, Duration busyTimeout) throws SQLException {
    Connection connection = openWriting(file, busyTimeout);
    boolean opened = false;
    try (Statement end = connection.createStatement()) {
      connection.setAutoCommit(false); // begins one
      end.execute("COMMIT");
      opened = true;
      return connection;
    } finally {
      if (!opened) {
        connection.close();
      }
    }
  }

  /**
   * Opens the only connection that there is, which needs no shared memory; the caller closes it.
   */
  static Connection openAlone(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setLockingMode(LockingMode.EXCLUSIVE);
    return config.createConnection(url(file));
  }

  /** A source of connections that can only read. */
  static SQLiteDataSource reading(Path file, Duration busyTimeout) {
    SQLiteConfig config =
        common(busyTimeout.compareTo(READER_BUSY) < 0 ? busyTimeout : READER_BUSY);
    config.setReadOnly(true);
    config.setCacheSize(READER_CACHE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url(file));
    return source;
  }

  private static SQLiteConfig common(Duration busyTimeout) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    config.enforceForeignKeys(true);
    config.setTempStore(TempStore.MEMORY);
    // Otherwise each INSERT is followed by a query for the row's number.
    config.setGetGeneratedKeys(false);
    // A connection is used by one thread at a time, so SQLite need not lock it at each call.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    return config;
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }
}
