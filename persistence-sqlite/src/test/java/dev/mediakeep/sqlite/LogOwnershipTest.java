package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.media.Media;
import dev.mediakeep.testkit.SampleMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LogOwnershipTest {
  private final SampleMedia samples = new SampleMedia(8);
  private final List<Media> added = new ArrayList<>();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void quiet() {
    Logger.getLogger(LogOwnership.class.getName()).setLevel(Level.OFF);
    file = TestDatabase.in(folder).databaseFile();
  }

  @Test
  void a_log_that_a_crash_left_is_replayed() throws Exception {
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 50);
      crash();
    }
    assertThat(recovered()).containsExactlyInAnyOrderElementsOf(added);
    assertThat(asideLogs()).isEmpty();
  }

  @Test
  void a_log_is_replayed_after_any_number_of_generations() throws Exception {
    SqliteConfig config =
        TestDatabase.config(file).idleAfter(Duration.ofMillis(1)).logFrames(50).build();
    for (int run = 0; run < 3; run++) {
      try (SqliteStore store = SqliteStore.open(config)) {
        for (int pause = 0; pause < 3; pause++) {
          add(store, 5);
          awaitEmptyLog();
        }
        add(store, 20); // so many that the log is copied and started anew
        crash();
      }
      assertThat(recovered()).containsExactlyInAnyOrderElementsOf(added);
    }
    assertThat(asideLogs()).isEmpty();
  }

  @Test
  void a_log_beside_an_older_database_is_set_aside() throws Exception {
    Path backup = folder.resolve("backup.db");
    List<Media> kept;
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 20);
    }
    Files.copy(file, backup);
    kept = List.copyOf(added);
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 20);
    }
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 20);
      crash();
    }
    Files.copy(backup, crashed(""), StandardCopyOption.REPLACE_EXISTING);
    assertThat(recovered()).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(asideLogs()).hasSize(1);
    assertThat(integrity()).isEqualTo("ok");
  }

  @Test
  void a_log_beside_an_own_copy_of_the_same_moment_is_set_aside() throws Exception {
    Path copy;
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 20);
      copy = ownCopy("0099-test");
      add(store, 20);
      crash();
    }
    Files.copy(copy, crashed(""), StandardCopyOption.REPLACE_EXISTING);
    assertThat(recovered()).containsExactlyInAnyOrderElementsOf(added.subList(0, 20));
    assertThat(asideLogs()).hasSize(1);
  }

  @Test
  void a_log_of_one_own_copy_beside_another_is_set_aside() throws Exception {
    Path older;
    Path newer;
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 20);
      older = ownCopy("0098-test");
      add(store, 20);
      newer = ownCopy("0099-test");
    }
    putBack(older);
    Files.copy(newer, crashed(""), StandardCopyOption.REPLACE_EXISTING);
    assertThat(recovered()).containsExactlyInAnyOrderElementsOf(added.subList(0, 40));
    assertThat(asideLogs()).hasSize(1);
    assertThat(integrity()).isEqualTo("ok");
  }

  @Test
  void a_copy_that_is_put_back_twice_is_what_it_was() throws Exception {
    Path copy;
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 20);
      copy = ownCopy("0099-test");
    }
    putBack(copy);
    Files.copy(copy, crashed(""), StandardCopyOption.REPLACE_EXISTING);
    assertThat(recovered()).containsExactlyInAnyOrderElementsOf(added.subList(0, 20));
    assertThat(asideLogs()).hasSize(1);
  }

  @Test
  void a_log_that_a_crash_left_beside_an_own_copy_is_replayed() throws Exception {
    Path copy;
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 20);
      copy = ownCopy("0099-test");
    }
    putBack(copy);
    assertThat(recovered()).containsExactlyInAnyOrderElementsOf(added);
    assertThat(asideLogs()).isEmpty();
  }

  @Test
  void a_log_beside_no_database_is_set_aside() throws Exception {
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 1);
      crash();
    }
    Files.delete(crashed(""));
    assertThat(recovered()).isEmpty();
    assertThat(asideLogs()).hasSize(1);
  }

  @Test
  void a_version_that_somebody_sets_by_hand_does_no_harm() throws Exception {
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 1);
      try (Connection other = connect(file)) {
        other.createStatement().execute("PRAGMA user_version = 77");
        other.createStatement().execute("PRAGMA wal_checkpoint(TRUNCATE)");
      }
      add(store, 1);
      crash();
    }
    assertThat(recovered()).containsExactlyInAnyOrderElementsOf(added);
    assertThat(asideLogs()).isEmpty();
  }

  @Test
  void a_log_without_a_whole_commit_says_nothing() throws Exception {
    Path log = folder.resolve("some-wal");
    Files.write(log, new byte[10]);
    assertThat(LogReader.generations(log)).isEmpty();
    Files.write(log, new byte[100_000]);
    assertThat(LogReader.generations(log)).isEmpty();
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 1);
      crash();
    }
    byte[] whole = Files.readAllBytes(crashed("-wal"));
    Files.write(log, whole);
    assertThat(LogReader.generations(log)).isNotEmpty();
    whole[40_000] ^= 1;
    Files.write(log, whole);
    assertThat(LogReader.generations(log)).isEmpty();
  }

  private void add(SqliteStore store, int items) {
    for (int i = 0; i < items; i++) {
      Media media = samples.nextImage();
      store.media().add(media);
      added.add(media);
    }
  }

  private Path ownCopy(String migration) throws Exception {
    try (Session session = new Session(connect(file))) {
      return PreMigrationCopy.write(session, new DatabaseFile(file), migration);
    }
  }

  /** Lets the copy take the place of the database, be used, and crash. */
  private void putBack(Path copy) throws Exception {
    Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      add(store, 20);
      crash();
    }
  }

  private void awaitEmptyLog() throws IOException {
    while (Files.size(folder.resolve("app.db-wal")) > 0) {
      Thread.onSpinWait();
    }
  }

  /** Takes the files as they are now, which is what a crash leaves. */
  private void crash() throws IOException {
    Files.createDirectories(crashed("").getParent());
    Files.copy(file, crashed(""), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(folder.resolve("app.db-wal"), crashed("-wal"), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path crashed(String suffix) {
    return folder.resolve("crashed").resolve("app.db" + suffix);
  }

  private List<Media> recovered() {
    SqliteConfig config = TestDatabase.config(crashed("")).build();
    try (SqliteStore store = SqliteStore.open(config)) {
      List<Media> found = new ArrayList<>();
      for (Media media : added) {
        store.media().find(media.id()).ifPresent(found::add);
      }
      assertThat(store.media().totals().items()).isEqualTo(found.size());
      return found;
    }
  }

  private List<Path> asideLogs() throws IOException {
    try (var files = Files.list(crashed("").getParent())) {
      return files.filter(path -> path.toString().contains("set-aside")).toList();
    }
  }

  private String integrity() throws Exception {
    try (Connection connection = connect(crashed(""));
        var row = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
      return row.getString(1);
    }
  }

  private static Connection connect(Path database) throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }
}
