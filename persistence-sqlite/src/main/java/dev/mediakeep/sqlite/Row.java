package dev.mediakeep.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A row of a result, read from left to right. */
final class Row {
  private final ResultSet rows;
  private int read;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  String text() throws SQLException {
    return rows.getString(++read);
  }

  long number() throws SQLException {
    return rows.getLong(++read);
  }

  Instant time() throws SQLException {
    return Instant.ofEpochMilli(number());
  }

  Optional<Instant> optionalTime() throws SQLException {
    return optionalNumber().map(Instant::ofEpochMilli);
  }

  boolean flag() throws SQLException {
    return number() != 0;
  }

  Optional<String> optionalText() throws SQLException {
    return Optional.ofNullable(rows.getString(++read));
  }

  Optional<Long> optionalNumber() throws SQLException {
    long number = rows.getLong(++read);
    return rows.wasNull() ? Optional.empty() : Optional.of(number);
  }
}
