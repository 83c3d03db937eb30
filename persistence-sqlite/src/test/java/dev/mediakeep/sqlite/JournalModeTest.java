package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.media.Media;
import dev.mediakeep.testkit.SampleMedia;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalModeTest {
  private final SampleMedia samples = new SampleMedia(6);
  private final Logger warnings = Logger.getLogger(JournalMode.class.getName());
  @TempDir private Path folder;

  @Test
  void a_database_moves_between_local_and_shared_disks() throws Exception {
    warnings.setLevel(Level.OFF);
    Path file = TestDatabase.in(folder).databaseFile();
    Media local = samples.nextImage();
    Media shared = samples.nextImage();
    Media again = samples.nextImage();
    addOn("ext4", file, local);
    assertThat(new DatabaseFile(file).isInWalMode()).isTrue();
    addOn("nfs4", file, shared);
    assertThat(new DatabaseFile(file).isInWalMode()).isFalse();
    addOn("xfs", file, again);
    assertThat(new DatabaseFile(file).isInWalMode()).isTrue();
    try (SqliteStore store = SqliteStore.open(on("ext4", file))) {
      assertThat(store.media().totals().items()).isEqualTo(3);
    }
  }

  @Test
  void a_log_that_a_crash_left_comes_along_to_a_shared_disk() throws Exception {
    warnings.setLevel(Level.OFF);
    Path file = TestDatabase.in(folder).databaseFile();
    Media media = samples.nextImage();
    Path crashed = Files.createDirectory(folder.resolve("crashed")).resolve("app.db");
    try (SqliteStore store = SqliteStore.open(on("ext4", file))) {
      store.media().add(media);
      Files.copy(file, crashed);
      Files.copy(folder.resolve("app.db-wal"), crashed.resolveSibling("app.db-wal"));
    }
    try (SqliteStore store = SqliteStore.open(on("cifs", crashed))) {
      assertThat(store.media().find(media.id())).contains(media);
      assertThat(crashed.resolveSibling("app.db-wal")).doesNotExist();
      assertThat(crashed.resolveSibling("app.db-shm")).doesNotExist();
    }
  }

  private void addOn(String type, Path file, Media media) {
    try (SqliteStore store = SqliteStore.open(on(type, file))) {
      store.media().add(media);
      assertThat(store.media().find(media.id())).contains(media);
    }
  }

  private static SqliteConfig on(String type, Path file) {
    String line = "29 1 254:1 / / rw - " + type + " /dev/vda1 rw";
    return TestDatabase.config(file).mounts(MountTable.parse(List.of(line))).build();
  }
}
