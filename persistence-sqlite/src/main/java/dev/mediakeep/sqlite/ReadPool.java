package dev.mediakeep.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConnection;

/**
 * Connections that can only read. They never wait for the writer; a caller waits in Java for one to
 * be free. Thread-safe.
 */
final class ReadPool implements AutoCloseable {
  private final HikariDataSource pool;

  /**
   * The statements of each connection. Compiling a page of the gallery takes longer than running
   * it, and neither the pool nor the driver keeps statements; connections live as long as the pool.
   */
  private final Map<Connection, Session> sessions = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private ReadPool(HikariDataSource pool) {
    this.pool = pool;
  }

  static ReadPool open(String name, SqliteConfig config) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(name);
    hikari.setDataSource(Connections.reading(config.databaseFile(), config.busyTimeout()));
    hikari.setReadOnly(true);
    hikari.setMaximumPoolSize(config.readers());
    hikari.setConnectionTimeout(config.readerWait().toMillis());
    hikari.setMaxLifetime(0);
    hikari.setIdleTimeout(0);
    try {
      return new ReadPool(new HikariDataSource(hikari));
    } catch (PoolInitializationException e) {
      throw e.getCause() instanceof SQLException cause
          ? SqlErrors.translate("opening " + config.databaseFile(), cause)
          : e;
    }
  }

  /**
   * Runs work that only reads. Each statement sees one moment; two statements may see two.
   *
   * @param what names the work in the message of a failure: {@code finding a media item}
   */
  <T> T read(String what, SqlWork<T> work) {
    if (closed) {
      throw SqlErrors.closed();
    }
    try (Connection borrowed = pool.getConnection()) {
      Connection connection = borrowed.unwrap(SQLiteConnection.class);
      return work.on(sessions.computeIfAbsent(connection, Session::new));
    } catch (SQLException e) {
      throw closed ? SqlErrors.closed() : SqlErrors.translate(what, e);
    }
  }

  /** Runs work that only reads, all of whose statements see the same moment. */
  <T> T readAtOneMoment(String what, SqlWork<T> work) {
    return read(
        what,
        session -> {
          session.call("BEGIN").run();
          try {
            T result = work.on(session);
            session.call("COMMIT").run();
            return result;
          } catch (SQLException | RuntimeException e) {
            end(session, e);
            throw e;
          }
        });
  }

  private static void end(Session session, Exception cause) {
    try {
      session.call("ROLLBACK").run();
    } catch (SQLException e) { // SQLite may have ended the transaction by itself
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    pool.close();
  }
}
