package dev.mediakeep.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled statement whose parameters are filled in from left to right. */
final class Call implements AutoCloseable {
  private final PreparedStatement statement;
  private int filled;
  private boolean reusable = true;

  /** Makes a value of a row. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(Row row) throws SQLException;
  }

  /** Does something with a row. */
  @FunctionalInterface
  interface RowAction {
    void on(Row row) throws SQLException;
  }

  Call(PreparedStatement statement) {
    this.statement = statement;
  }

  Call fromTheStart() {
    filled = 0;
    return this;
  }

  Call with(String text) throws SQLException {
    statement.setString(++filled, text);
    return this;
  }

  Call with(long number) throws SQLException {
    statement.setLong(++filled, number);
    return this;
  }

  Call with(boolean flag) throws SQLException {
    return with(flag ? 1L : 0L);
  }

  Call withText(Optional<String> text) throws SQLException {
    return text.isPresent() ? with(text.get()) : withNull();
  }

  Call withNumber(Optional<Long> number) throws SQLException {
    return number.isPresent() ? with(number.get().longValue()) : withNull();
  }

  Call withTime(Optional<Instant> time) throws SQLException {
    return time.isPresent() ? with(time.get().toEpochMilli()) : withNull();
  }

  /** Fills in a text, a {@link Long} or null. */
  Call withValue(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> withNull();
      case String text -> with(text);
      case Long number -> with(number.longValue());
      default -> throw new IllegalArgumentException("no value of a column: " + value.getClass());
    };
  }

  private Call withNull() throws SQLException {
    statement.setNull(++filled, Types.NULL);
    return this;
  }

  /**
   * Whether the statement can be run again. The driver closes one that failed, without saying so,
   * unless it failed for a violated constraint or a lock.
   */
  boolean isReusable() {
    return reusable;
  }

  /** Runs a statement that answers nothing, such as COMMIT. */
  void run() throws SQLException {
    reusable = false;
    statement.execute();
    reusable = true;
  }

  /** Runs a statement that changes rows, and says how many. */
  int update() throws SQLException {
    reusable = false;
    int changed = statement.executeUpdate();
    reusable = true;
    return changed;
  }

  /** The first row; empty where there is none. */
  <T> Optional<T> first(RowMapper<T> mapper) throws SQLException {
    reusable = false;
    Optional<T> found;
    try (ResultSet rows = statement.executeQuery()) {
      found = rows.next() ? Optional.of(mapper.map(new Row(rows))) : Optional.empty();
    }
    reusable = true;
    return found;
  }

  /** All rows, in their order. */
  <T> List<T> all(RowMapper<T> mapper) throws SQLException {
    List<T> found = new ArrayList<>();
    each(row -> found.add(mapper.map(row)));
    return found;
  }

  /** Does something with each row, in their order. */
  void each(RowAction action) throws SQLException {
    reusable = false;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        action.on(new Row(rows));
      }
    }
    reusable = true;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
