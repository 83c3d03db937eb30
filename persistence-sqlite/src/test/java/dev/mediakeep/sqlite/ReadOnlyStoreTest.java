package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.media.Media;
import dev.mediakeep.testkit.SampleMedia;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadOnlyStoreTest {
  private final SampleMedia samples = new SampleMedia(10);
  @TempDir private Path folder;

  @Test
  void reads_what_the_writing_process_acknowledged() {
    SqliteConfig config = TestDatabase.in(folder);
    try (SqliteStore writing = SqliteStore.open(config);
        SqliteStore reading = SqliteStore.openReadOnly(config)) {
      Media media = samples.nextImage();
      writing.media().add(media);
      assertThat(reading.media().find(media.id())).contains(media);
      assertThat(reading.instanceId()).isEqualTo(writing.instanceId());
      assertThat(reading.schema().list()).isEqualTo(writing.schema().list());
    }
  }

  @Test
  void writes_nothing() {
    SqliteConfig config = TestDatabase.in(folder);
    Media media = samples.nextImage();
    try (SqliteStore writing = SqliteStore.open(config);
        SqliteStore reading = SqliteStore.openReadOnly(config)) {
      writing.media().add(media);
      Refusals.assertRefused(
          ErrorCode.STORE_UNAVAILABLE, () -> reading.media().add(samples.nextImage()));
      Refusals.assertRefused(
          ErrorCode.STORE_UNAVAILABLE, () -> reading.media().purge(media.id(), Optional.empty()));
      Refusals.assertRefused(ErrorCode.STORE_UNAVAILABLE, reading.media()::ping);
    }
  }

  @Test
  void makes_no_database() {
    Path file = folder.resolve("app.db");
    Refusals.assertRefused(
            ErrorCode.STORE_UNAVAILABLE,
            () -> SqliteStore.openReadOnly(TestDatabase.config(file).build()))
        .withMessageContaining(file.toString());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void an_older_schema_is_told_and_not_migrated() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection
          .createStatement()
          .execute("DELETE FROM schema_migrations WHERE id = '0015-index-media-by-trash-time'");
    }
    Refusals.assertRefused(
            ErrorCode.STORE_UNAVAILABLE,
            () -> SqliteStore.openReadOnly(TestDatabase.config(file).build()))
        .withMessageContaining("0015-index-media-by-trash-time");
  }
}
