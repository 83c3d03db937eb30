package dev.mediakeep.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folder of uploads under way. It knows its own, so that they are spared by a sweep whatever
 * the clock says. Thread-safe.
 */
final class StagingArea {
  private static final String SUFFIX = ".part";

  private final Path folder;
  private final Disk disk;
  private final String prefix = ProcessHandle.current().pid() + "-";
  private final AtomicLong counter = new AtomicLong();
  private final Set<Path> underWay = ConcurrentHashMap.newKeySet();

  /** A new file in the folder, open for writing. */
  record Part(Path path, FileChannel channel) {}

  StagingArea(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  Path folder() {
    return folder;
  }

  /** Starts a file. It counts as under way until {@link #end}. */
  Part start() throws IOException {
    while (true) {
      Path path = folder.resolve(prefix + counter.getAndIncrement() + SUFFIX);
      underWay.add(path);
      boolean started = false;
      try {
        Part part = new Part(path, disk.createFile(path));
        started = true;
        return part;
      } catch (FileAlreadyExistsException e) {
        // left behind by an earlier process that had the same number; the next name is free
      } finally {
        if (!started) {
          underWay.remove(path);
        }
      }
    }
  }

  /** Removes the file where it still is: it was refused, or the upload broke off. */
  void discard(Part part) throws IOException {
    try {
      disk.delete(part.path());
    } finally {
      end(part);
      part.channel().close();
    }
  }

  /** The file is not under way any more. */
  void end(Part part) {
    underWay.remove(part.path());
  }

  /** Removes what others left behind before that time. Returns how many files it removed. */
  int sweep(Instant before) throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path part : parts) {
        if (isLeftBehind(part, before) && disk.delete(part)) {
          removed++;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return removed;
  }

  private boolean isLeftBehind(Path part, Instant before) throws IOException {
    if (underWay.contains(part)) {
      return false;
    }
    try {
      BasicFileAttributes found =
          Files.readAttributes(part, BasicFileAttributes.class, NOFOLLOW_LINKS);
      return found.isRegularFile() && found.lastModifiedTime().toInstant().isBefore(before);
    } catch (NoSuchFileException e) {
      return false; // published or discarded since the folder was read
    }
  }
}
