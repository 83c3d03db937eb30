package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.WARNING;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@code app.db} and those that SQLite puts beside it. SQLite gives these the mode of the
 * database file, so that one is made before SQLite sees it, for its owner only whatever the umask.
 */
record DatabaseFile(Path path) {
  private static final System.Logger LOGGER = System.getLogger(DatabaseFile.class.getName());
  private static final int WRITE_VERSION_AT = 18;
  private static final int WAL_VERSION = 2;
  private static final int HEADER_BYTES = 100;

  /** Where the first page holds {@code user_version}. */
  static final int USER_VERSION_AT = 60;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  /** Makes the file where it is missing, and takes away what others may do with it. */
  void prepare() {
    try {
      createIfMissing(path);
      requireDatabase();
      restrict(path);
      for (String suffix : COMPANIONS) {
        restrict(companion(suffix));
      }
    } catch (IOException e) {
      throw failed("opening the database", e);
    }
  }

  /**
   * Refuses a file that is missing. It is not opened: closing it again would release the locks that
   * SQLite holds on it for another store in this process, and a third process would then take the
   * log away from under that store. SQLite itself refuses a file that is no database.
   */
  void requireExisting() {
    if (!Files.exists(path)) {
      throw new MediakeepException(
          ErrorCode.STORE_UNAVAILABLE, "database must exist, there is none at " + path);
    }
  }

  Path folder() {
    return Objects.requireNonNull(path.getParent(), "folder");
  }

  Path companion(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** Whether the file says of itself that it is written through a write-ahead log. */
  boolean isInWalMode() throws IOException {
    ByteBuffer header = header();
    return header.hasRemaining() && header.get(WRITE_VERSION_AT) == WAL_VERSION;
  }

  /** Its {@code user_version}: see {@link LogOwnership}. Empty for an empty file. */
  Optional<Integer> generation() throws IOException {
    ByteBuffer header = header();
    return header.hasRemaining() ? Optional.of(header.getInt(USER_VERSION_AT)) : Optional.empty();
  }

  /** The header; nothing where the file is too short to have one. */
  private ByteBuffer header() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] header = in.readNBytes(HEADER_BYTES);
      return ByteBuffer.wrap(header, 0, header.length < HEADER_BYTES ? 0 : HEADER_BYTES);
    }
  }

  /** An empty file for its owner only. */
  static void createIfMissing(Path file) throws IOException {
    try {
      if (isPosix(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw e;
      }
    }
  }

  /** Leaves the owner what he has, and others nothing. */
  private static void restrict(Path file) throws IOException {
    if (Files.exists(file) && isPosix(file)) {
      Set<PosixFilePermission> was = Files.getPosixFilePermissions(file);
      Set<PosixFilePermission> allowed = EnumSet.copyOf(OWNER_ONLY);
      allowed.retainAll(was);
      if (!allowed.equals(was)) {
        Files.setPosixFilePermissions(file, allowed);
        LOGGER.log(
            WARNING,
            "others than the owner had access to {0}: its mode was {1}, is {2} now",
            file,
            PosixFilePermissions.toString(was),
            PosixFilePermissions.toString(allowed));
      }
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** An empty file is a database without tables: what a crash right after its making leaves. */
  private void requireDatabase() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(MAGIC.length);
      if (head.length > 0 && !Arrays.equals(head, MAGIC)) {
        throw new MediakeepException(
            ErrorCode.STORE_DAMAGED, "database must start as SQLite's files do, does not: " + path);
      }
    }
  }

  /** The failure of something that was done with the file, as it leaves the adapter. */
  MediakeepException failed(String what, IOException cause) {
    return new MediakeepException(
        meaning(cause),
        what + " failed: " + path + " (" + cause.getClass().getSimpleName() + ")",
        cause);
  }

  /** The JDK has a class for the first only. */
  private static ErrorCode meaning(IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    if (cause instanceof AccessDeniedException || reason.contains("Read-only file system")) {
      return ErrorCode.HOME_NOT_WRITABLE;
    }
    return reason.contains("No space left") ? ErrorCode.DISK_FULL : ErrorCode.STORE_UNAVAILABLE;
  }
}
