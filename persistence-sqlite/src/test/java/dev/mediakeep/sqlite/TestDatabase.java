package dev.mediakeep.sqlite;

import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.testkit.SampleMedia;
import dev.mediakeep.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Makes migrated databases quickly: Liquibase runs once, its result is copied. */
final class TestDatabase {
  private TestDatabase() {}

  /** The configuration of a migrated, empty database in that folder. */
  static SqliteConfig in(Path folder) {
    return builder(folder).build();
  }

  static SqliteConfig.Builder builder(Path folder) {
    Path file = folder.resolve("app.db");
    try {
      DatabaseFile.createIfMissing(file);
      Files.write(file, Template.MIGRATED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return config(file);
  }

  /** The configuration of whatever is there. */
  static SqliteConfig.Builder config(Path file) {
    SettableClock clock = new SettableClock(SampleMedia.START);
    return SqliteConfig.builder(file, clock, new IdGenerator(clock, new SplittableRandom(5)));
  }

  private static final class Template {
    static final byte[] MIGRATED = migrate();

    private static byte[] migrate() {
      try {
        Path folder = Files.createTempDirectory("mediakeep-test");
        Path file = folder.resolve("app.db");
        SqliteStore.open(config(file).build()).close();
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Files.delete(folder.resolve("app.db-reserve"));
        Files.delete(folder);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
