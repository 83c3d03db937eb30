package dev.mediakeep.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection in JDBC's autocommit mode, with the statements compiled on it, each once for the
 * life of the connection. Used by one thread at a time.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, Call> compiled = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** The compiled statement, ready for its first parameter. */
  Call call(String sql) throws SQLException {
    Call call = compiled.get(sql);
    if (call == null || !call.isReusable()) {
      if (call != null) {
        call.close();
      }
      call = new Call(connection.prepareStatement(sql));
      compiled.put(sql, call);
    }
    return call.fromTheStart();
  }

  /** Runs a statement that is compiled for this once, as a PRAGMA must be. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Closes the connection and with it all its statements. */
  @Override
  public void close() throws SQLException {
    compiled.clear();
    connection.close();
  }
}
