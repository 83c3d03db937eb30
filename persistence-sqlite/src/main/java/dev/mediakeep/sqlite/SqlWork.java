package dev.mediakeep.sqlite;

import java.sql.SQLException;

/**
 * Something to do on a connection. Work that writes is one unit: all of it takes effect or nothing.
 * It must not begin or end transactions, keep the session, block, or swallow a failed statement
 * other than a violated constraint.
 */
@FunctionalInterface
interface SqlWork<T> {
  T on(Session session) throws SQLException;
}
