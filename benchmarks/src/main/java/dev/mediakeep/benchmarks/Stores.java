package dev.mediakeep.benchmarks;

import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.sqlite.SqliteConfig;
import dev.mediakeep.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;

/** Stores in SQLite as the service opens them. */
final class Stores {
  private Stores() {}

  /** Opens the store in this file; makes it where it is missing. */
  static SqliteStore open(Path database) {
    InstantSource clock = InstantSource.system();
    IdGenerator ids = new IdGenerator(clock, new SplittableRandom());
    return SqliteStore.open(SqliteConfig.ofDefaults(database, clock, ids));
  }
}
