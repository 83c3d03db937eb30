package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.media.Media;
import dev.mediakeep.testkit.SampleMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose database a file is, where its application id does not say so. */
@Timeout(60)
final class DatabaseClaimTest {
  private static final List<Logger> QUIET =
      Stream.of(DatabaseClaim.class, DatabaseFile.class)
          .map(type -> Logger.getLogger(type.getName()))
          .toList();
  private static final String OURS = "1296778576";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    file = folder.resolve("app.db");
  }

  @Test
  void a_database_that_was_loaded_from_a_dump_is_ours() throws Exception {
    Media media = new SampleMedia(3).nextImage();
    String identity;
    try (SqliteStore store = SqliteStore.open(TestDatabase.in(folder))) {
      store.media().add(media);
      identity = store.instanceId().toString();
    }
    assumeThat(reload()).as("sqlite3 is installed").isTrue();
    assertThat(pragma("application_id")).isEqualTo("0");
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      assertThat(store.media().find(media.id())).contains(media);
      assertThat(store.instanceId()).hasToString(identity);
      store.media().add(new SampleMedia(4).nextImage());
    }
    assertThat(pragma("application_id")).isEqualTo(OURS);
    assertThat(pragma("integrity_check")).isEqualTo("ok");
  }

  @Test
  void a_lost_id_is_set_again() throws Exception {
    SqliteStore.open(TestDatabase.in(folder)).close();
    execute("PRAGMA application_id = 0");
    SqliteStore.open(TestDatabase.config(file).build()).close();
    assertThat(pragma("application_id")).isEqualTo(OURS);
  }

  @Test
  void a_dump_of_a_newer_program_stays_as_it_is() throws Exception {
    SqliteStore.open(TestDatabase.in(folder)).close();
    execute(
        "PRAGMA application_id = 0",
        "INSERT INTO schema_migrations SELECT '9999-from-the-future', author, filename,"
            + " dateexecuted, orderexecuted + 1, exectype, md5sum, description, comments, tag,"
            + " liquibase, contexts, labels, deployment_id FROM schema_migrations LIMIT 1");
    assertRefused(ErrorCode.SCHEMA_TOO_NEW);
  }

  @Test
  void an_id_of_another_program_counts_whatever_the_tables() throws Exception {
    SqliteStore.open(TestDatabase.in(folder)).close();
    execute("PRAGMA application_id = 7");
    assertRefused(ErrorCode.HOME_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRAGMA user_version = 3",
        "CREATE TABLE bookmark (url TEXT)",
        "CREATE TABLE schema_migrations (version TEXT)",
        "CREATE TABLE media (id TEXT); CREATE TABLE blob (id TEXT); CREATE TABLE instance (id TEXT)",
        "CREATE TABLE media (id TEXT); CREATE TABLE blob (id TEXT); CREATE TABLE instance (id TEXT);"
            + "CREATE TABLE schema_migrations (version TEXT)",
        "CREATE TABLE media (id TEXT); CREATE TABLE blob (id TEXT); CREATE TABLE instance (id TEXT);"
            + "CREATE TABLE schema_migrations (id, author, dateexecuted, orderexecuted)",
        "CREATE TABLE schema_migrations (id, author, dateexecuted, orderexecuted);"
            + "INSERT INTO schema_migrations VALUES ('0001-create-instance', 'mediakeep', 1, 1)"
      })
  void a_database_without_our_tables_stays_as_it_is(String script) throws Exception {
    execute(script.split(";"));
    assertRefused(ErrorCode.HOME_MISMATCH);
  }

  private void assertRefused(ErrorCode code) throws IOException {
    byte[] before = Files.readAllBytes(file);
    Refusals.assertRefused(code, () -> SqliteStore.open(TestDatabase.config(file).build()));
    assertThat(file).hasBinaryContent(before);
  }

  /** Dumps the database and loads it again, as people do; whether the tool is there. */
  private boolean reload() throws Exception {
    String script = "sqlite3 app.db .dump > dump.sql && rm app.db && sqlite3 app.db < dump.sql";
    return new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).start().waitFor() == 0;
  }

  private void execute(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String pragma(String name) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var row = connection.createStatement().executeQuery("PRAGMA " + name)) {
      return row.getString(1);
    }
  }
}
