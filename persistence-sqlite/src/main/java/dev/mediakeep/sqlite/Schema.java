package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.schema.Migration;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a changelog a database has. This is the cheap look: two small queries, and Liquibase is
 * not loaded when nothing is pending. It compares the ids one by one rather than a fingerprint,
 * because it has to name the one that a newer program left.
 *
 * @param known the ids of the changelog, in their order
 * @param applied the ids in the database, with their times
 */
record Schema(List<String> known, Map<String, Instant> applied) {
  private static final String HAS_TABLE =
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'";

  private static final String LIST_APPLIED =
      """
      SELECT id, unixepoch(dateexecuted, 'auto')
        FROM schema_migrations
       ORDER BY orderexecuted
      """;

  static Schema read(Session session, Changelog changelog) throws SQLException {
    Map<String, Instant> applied = new LinkedHashMap<>();
    if (session.call(HAS_TABLE).first(Row::flag).isPresent()) {
      session
          .call(LIST_APPLIED)
          .all(row -> applied.put(row.text(), Instant.ofEpochSecond(row.number())));
    }
    return new Schema(changelog.ids(), applied);
  }

  List<String> pending() {
    return known.stream().filter(id -> !applied.containsKey(id)).toList();
  }

  boolean isNew() {
    return applied.isEmpty();
  }

  /** Refuses a database that a newer program has migrated. */
  Schema requireNotNewer() {
    Optional<String> unknown =
        applied.keySet().stream().filter(id -> !known.contains(id)).findFirst();
    if (unknown.isPresent()) {
      throw new MediakeepException(
          ErrorCode.SCHEMA_TOO_NEW,
          "schema must hold no migration after " + known.getLast() + ", has " + unknown.get());
    }
    return this;
  }

  List<Migration> history() {
    return known.stream()
        .map(id -> new Migration(id, Optional.ofNullable(applied.get(id))))
        .toList();
  }
}
