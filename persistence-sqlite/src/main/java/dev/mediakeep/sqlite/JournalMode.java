package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

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
    Optional<String> type = mounts.typeOf(folder.toRealPath());
    JournalMode mode = type.map(FileSystemRule::journalModeOn).orElse(WAL);
    if (mode == DELETE) {
      LOGGER.log(
          WARNING,
          "the database is on {0}, where a write-ahead log is not safe: writing is slower, and"
              + " readers and the writer wait for each other; move {1} to a local disk",
          type.orElseThrow(),
          folder);
    }
    return mode;
  }
}
