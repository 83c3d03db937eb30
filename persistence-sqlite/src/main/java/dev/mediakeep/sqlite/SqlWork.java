package dev.mediakeep.sqlite;

import java.sql.SQLException;

/**
 * Something to do on a connection. Work that writes is one unit: all of it takes effect or nothing.
 * It must not begin or end transactions, keep the session, block, or swallow a failed statement
 * other than a violated constraint. It may be run again from its start, when what it did was undone
 * with the group that it was in; so what it changes beside the database, it can do twice or tells
 * {@link Session#undo()} how to take back.
 */
@FunctionalInterface
interface SqlWork<T> {
  T on(Session session) throws SQLException;
}
