package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of nothing but room, {@code app.db-reserve}. When the disk is full to the brim, deleting
 * fails as well, since SQLite writes before it frees; then this file goes, and deleting has the
 * room. It is made again when there is plenty. Thread-safe.
 */
final class SpaceReserve {
  static final int BYTES = 8 << 20;

  /** A megabyte of log, so that some of the reserve is left for the database to grow by. */
  private static final int TIGHT_FRAMES = 256;

  /** It is made only where it takes a small part of what is free. */
  private static final long PLENTY = 4L * BYTES;

  private static final System.Logger LOGGER = System.getLogger(SpaceReserve.class.getName());

  private final Path folder;
  private final Path file;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile boolean whole;
  private volatile boolean failed;

  SpaceReserve(DatabaseFile database) {
    folder = database.folder();
    file = database.companion("-reserve");
  }

  /**
   * How many frames of the log may wait to be copied into the database. Few without a reserve: a
   * log that has taken all the room there is could not be copied any more, as a database grows even
   * by what is moved to the trash.
   */
  int mostFrames(int usual) {
    return whole ? usual : Math.min(usual, TIGHT_FRAMES);
  }

  /**
   * Makes the file unless it is there or another thread is at it. Never throws; where it failed
   * once, with plenty of room, it is not tried again until it was missed.
   */
  void refill() {
    if (!whole && !failed && changing.tryLock()) {
      try {
        whole = isThere() || (hasPlenty() && make());
      } catch (IOException e) {
        failed = true;
        LOGGER.log(WARNING, "the reserve for a full disk cannot be made: {0}", e.toString());
      } finally {
        changing.unlock();
      }
    }
  }

  /** A crash may have left a part of it. */
  private boolean isThere() throws IOException {
    return Files.exists(file) && Files.size(file) == BYTES;
  }

  /** Asked in the old way, which does not look the disk up first and says 0 where it fails. */
  private boolean hasPlenty() {
    return folder.toFile().getUsableSpace() >= PLENTY;
  }

  /**
   * Written, so that no part of it is a hole, with what a file system cannot compress. Through a
   * stream, as a channel fails under a caller who is interrupted.
   */
  private boolean make() throws IOException {
    byte[] noise = new byte[BYTES];
    new SplittableRandom(BYTES).nextBytes(noise);
    boolean made = false;
    DatabaseFile.createIfMissing(file);
    try (OutputStream out = Files.newOutputStream(file, WRITE, TRUNCATE_EXISTING)) {
      out.write(noise);
      made = true;
    } finally {
      if (!made) {
        Files.deleteIfExists(file);
      }
    }
    return true;
  }

  /** Gives the room to the disk, where that was not done before. Never throws. */
  void release() {
    changing.lock();
    try {
      whole = false;
      failed = false;
      if (Files.deleteIfExists(file)) {
        LOGGER.log(
            INFO,
            "the disk is full: {0} is removed so that there is room to delete; it comes back",
            file);
      }
    } catch (IOException e) {
      LOGGER.log(WARNING, "the reserve for a full disk cannot be removed: {0}", e.toString());
    } finally {
      changing.unlock();
    }
  }
}
