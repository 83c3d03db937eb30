package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.media.Media;
import dev.mediakeep.schema.Migration;
import dev.mediakeep.testkit.SampleMedia;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class MigrationTest {
  private static final Changelog LONGER = new Changelog("/migrations/longer.yaml");
  private static final Changelog BROKEN = new Changelog("/migrations/broken.yaml");

  @TempDir private Path folder;

  @Test
  void each_file_holds_the_changeset_it_is_named_for() throws Exception {
    Path sources = Path.of(MigrationTest.class.getResource("changelog").toURI());
    try (Stream<Path> files =
        Files.list(sources).filter(file -> file.toString().endsWith(".sql"))) {
      List<String> names = files.map(MigrationTest::id).sorted().toList();
      assertThat(Changelog.ofProgram().ids()).isEqualTo(names);
    }
    for (String id : Changelog.ofProgram().ids()) {
      String resource = "/dev/mediakeep/sqlite/changelog/" + id + ".sql";
      assertThat(text(resource))
          .startsWith("--liquibase formatted sql logicalFilePath:" + resource.substring(1) + "\n")
          .containsOnlyOnce("--changeset mediakeep:" + id)
          .containsOnlyOnce("--rollback ");
    }
  }

  @Test
  void a_database_of_a_newer_program_is_refused_by_name() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    execute(
        file,
        "INSERT INTO schema_migrations SELECT '9999-from-the-future', author, filename,"
            + " dateexecuted, orderexecuted + 1, exectype, md5sum, description, comments, tag,"
            + " liquibase, contexts, labels, deployment_id FROM schema_migrations LIMIT 1");
    byte[] before = Files.readAllBytes(file);
    Refusals.assertRefused(
            ErrorCode.SCHEMA_TOO_NEW, () -> SqliteStore.open(TestDatabase.config(file).build()))
        .withMessageContaining("9999-from-the-future");
    Refusals.assertRefused(
        ErrorCode.SCHEMA_TOO_NEW,
        () -> SqliteStore.openReadOnly(TestDatabase.config(file).build()));
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void an_older_database_is_copied_and_migrated() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    Media media = new SampleMedia(9).nextImage();
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      store.media().add(media);
    }
    SqliteConfig longer = TestDatabase.config(file).changelog(LONGER).build();
    try (SqliteStore store = SqliteStore.open(longer)) {
      assertThat(store.media().find(media.id())).contains(media);
      assertThat(store.schema().list())
          .last()
          .extracting(Migration::id)
          .isEqualTo("9001-create-extra");
    }
    Path copy = folder.resolve("app.db.before-9001-create-extra");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("app.db.before-9001-create-extra.tmp")).doesNotExist();
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(copy).build())) {
      assertThat(store.media().find(media.id())).contains(media);
    }
  }

  @Test
  void a_migration_that_fails_leaves_nothing_of_itself() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    SqliteConfig broken = TestDatabase.config(file).changelog(BROKEN).build();
    Refusals.assertRefused(ErrorCode.STORE_UNAVAILABLE, () -> SqliteStore.open(broken))
        .withMessageContaining("9002-fail-midway")
        .withMessageContaining(file.toString());
    assertThat(query(file, "SELECT group_concat(name) FROM sqlite_schema WHERE name LIKE 'extra%'"))
        .as("the changeset before it stays, nothing of its own does")
        .isEqualTo("extra");
    Refusals.assertRefused(
            ErrorCode.SCHEMA_TOO_NEW, () -> SqliteStore.open(TestDatabase.config(file).build()))
        .withMessageContaining("9001-create-extra");
    assertThat(query(file, "SELECT locked FROM schema_migrations_lock")).isEqualTo("0");
  }

  @Test
  void a_lock_of_a_dead_process_does_not_stop_a_migration() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    execute(file, "UPDATE schema_migrations_lock SET locked = 1, lockedby = 'a ghost'");
    SqliteStore.open(TestDatabase.config(file).changelog(LONGER).build()).close();
    assertThat(query(file, "SELECT count(*) FROM extra")).isEqualTo("0");
  }

  @Test
  void a_start_with_a_current_schema_loads_no_liquibase() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    Process child = ChildJvm.start(List.of("-Xlog:class+load"), OpenAndClose.class, file);
    List<String> loaded = ChildJvm.output(child).lines().toList();
    assertThat(child.waitFor()).isZero();
    assertThat(loaded).filteredOn(line -> line.contains(" liquibase.")).isEmpty();
    assertThat(loaded).filteredOn(line -> line.contains(" org.sqlite.")).isNotEmpty();
  }

  /** Runs in a JVM of its own. */
  static final class OpenAndClose {
    public static void main(String[] arguments) {
      SqliteStore.open(TestDatabase.config(Path.of(arguments[0])).build()).close();
    }
  }

  private static String id(Path file) {
    return file.getFileName().toString().replace(".sql", "");
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = MigrationTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void execute(Path file, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.createStatement().execute(sql);
    }
  }

  private static String query(Path file, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var row = connection.createStatement().executeQuery(sql)) {
      return row.getString(1);
    }
  }
}
