package dev.mediakeep.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A connection whose transactions are SQL, with the statements compiled on it, each once for the
 * life of the connection. Used by one thread at a time.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, Call> compiled = new HashMap<>();
  private final UndoLog undo = new UndoLog();
  private final Set<SqlWork<?>> beforeCommit = new LinkedHashSet<>();

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

  /** How to take back what the current group did in memory. */
  UndoLog undo() {
    return undo;
  }

  /** Has this done once before the current group is committed, whatever units ask for it. */
  void beforeCommit(SqlWork<?> work) {
    beforeCommit.add(work);
  }

  /** Does what is to be done before the commit. */
  void prepareCommit() throws SQLException {
    for (SqlWork<?> work : beforeCommit) {
      work.on(this);
    }
    beforeCommit.clear();
  }

  /** Takes back what the group did in memory, as the database does with its rows. */
  void undoGroup() {
    undo.undoTo(0);
    beforeCommit.clear();
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
