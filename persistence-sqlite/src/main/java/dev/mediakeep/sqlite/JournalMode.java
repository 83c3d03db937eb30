package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How SQLite keeps a commit atomic. */
enum JournalMode {
  /**
   * A write-ahead log beside the database, shared through memory: readers and writer in parallel.
   */
  WAL,
  /** A rollback journal: slower, but sound where memory is not shared. */
  DELETE;

  private static final System.Logger LOGGER = System.getLogger(JournalMode.class.getName());

  /** The mode that is safe in that folder; says so when it is not the fast one. */
  static JournalMode safeIn(Path folder, MountTable mounts) throws IOException {
    Path real = folder.toRealPath();
    // Systems other than Linux have no such table, but know the type.
    String type = mounts.typeOf(real).orElse(Files.getFileStore(real).type());
    JournalMode mode = FileSystemRule.journalModeOn(type);
    if (mode == DELETE) {
      LOGGER.log(
          WARNING,
          "the database is on {0}, where a write-ahead log is not safe: writing is slower, and"
              + " readers and the writer wait for each other; move {1} to a local disk",
          type,
          folder);
    }
    return mode;
  }
}
