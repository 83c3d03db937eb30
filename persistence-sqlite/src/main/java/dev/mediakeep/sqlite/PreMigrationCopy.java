package dev.mediakeep.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/**
 * A copy of the database as it was before a migration, beside it: {@code app.db.before-<id>}. The
 * way back when the new version disappoints; nothing but a person removes it.
 */
final class PreMigrationCopy {
  private static final String VACUUM_INTO = "VACUUM INTO ?";

  private PreMigrationCopy() {}

  /** Writes the copy and says where; one that an earlier attempt left is replaced. */
  static Path write(Session session, DatabaseFile file, String firstPending) throws SQLException {
    Path copy = file.companion(".before-" + firstPending);
    Path unfinished = file.companion(".before-" + firstPending + ".tmp");
    try {
      try {
        copyInto(unfinished, session);
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        sync(file.folder());
        return copy;
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw file.failed("copying the database before a migration", e);
    }
  }

  private static void copyInto(Path unfinished, Session session) throws IOException, SQLException {
    Files.deleteIfExists(unfinished);
    DatabaseFile.createIfMissing(unfinished);
    session.call(VACUUM_INTO).with(unfinished.toString()).run();
    disown(unfinished);
    sync(unfinished);
  }

  /** Makes it a copy that no write-ahead log belongs to: see {@link LogOwnership}. */
  private static void disown(Path copy) throws IOException {
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(Integer.BYTES), DatabaseFile.USER_VERSION_AT);
    }
  }

  private static void sync(Path fileOrFolder) throws IOException {
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
