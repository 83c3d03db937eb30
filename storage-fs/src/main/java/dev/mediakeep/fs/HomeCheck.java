package dev.mediakeep.fs;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.InstanceId;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The looks that are taken at a home before anything in it is changed, and the first changes. */
final class HomeCheck {
  private final HomeConfig config;
  private final Disk disk;

  HomeCheck(HomeConfig config, Disk disk) {
    this.config = config;
    this.disk = disk;
  }

  static Path databaseIn(HomeConfig config) {
    return config.dataFolder().resolve("app.db");
  }

  /**
   * Whether there is a database. A file of zero bytes is none: SQLite leaves one when it is killed
   * before its first commit.
   */
  boolean hasDatabase() {
    Path file = databaseIn(config);
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).size() > 0;
    } catch (NoSuchFileException e) {
      return false;
    } catch (AccessDeniedException e) {
      throw notWritable(config.dataFolder(), e);
    } catch (IOException e) {
      throw unreadable(config.dataFolder(), e);
    }
  }

  /**
   * Refuses to start without a database beside folders that have known one. The markers are looked
   * at before the database is: another process that starts for the first time makes them in the
   * other order.
   */
  void refuseLostDatabase() {
    for (Path folder : config.folders()) {
      if (isClaimed(folder) && !hasDatabase()) {
        throw mismatch(
            "the database "
                + databaseIn(config)
                + " is missing or empty, but "
                + folder
                + " belongs to one",
            "mount or restore the folder of the database; nothing was changed");
      }
    }
  }

  private boolean isClaimed(Path folder) {
    return !(markerIn(folder) instanceof FolderMarker.Found.Absent) || holdsMedia(folder);
  }

  private boolean holdsMedia(Path folder) {
    try {
      return folder.equals(config.mediaFolder()) && !new BlobTree(folder).isEmpty();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private FolderMarker.Found markerIn(Path folder) {
    try {
      return FolderMarker.in(folder);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** Refuses a folder that is not there or does not carry this instance's marker. */
  void requireMarked(Path folder, InstanceId instance) {
    switch (markerIn(folder)) {
      case FolderMarker.Found.Of(InstanceId found) when found.equals(instance) -> {}
      case FolderMarker.Found.Absent() ->
          throw mismatch(
              "folder must carry the marker of instance " + instance + ": " + folder + " has none",
              "mount the folder that belongs to this database; nothing was changed. A folder that"
                  + " is meant to be empty needs a file "
                  + FolderMarker.NAME
                  + " with the line instance="
                  + instance);
      case FolderMarker.Found found -> throw foreign(folder, instance, found);
    }
  }

  /** Refuses a home of which a folder belongs to another instance, or to nobody knows whom. */
  void requireAdoptable(InstanceId instance) {
    for (Path folder : config.folders()) {
      FolderMarker.Found found = markerIn(folder);
      if (found instanceof FolderMarker.Found.Absent()) {
        requireNoMedia(folder);
      } else if (!found.equals(new FolderMarker.Found.Of(instance))) {
        throw foreign(folder, instance, found);
      }
    }
  }

  private void requireNoMedia(Path folder) {
    if (holdsMedia(folder)) {
      throw mismatch(
          "folder must be empty or carry a marker: " + folder + " holds media that no record knows",
          "mount the folder that belongs to this database, or import these files through the"
              + " service from elsewhere; nothing was changed");
    }
  }

  private static MediakeepException foreign(
      Path folder, InstanceId instance, FolderMarker.Found found) {
    String owner =
        found instanceof FolderMarker.Found.Of(InstanceId other)
            ? "belongs to " + other
            : "has a marker that names no instance";
    return mismatch(
        "folder must belong to instance " + instance + ": " + folder + " " + owner,
        ErrorCode.HOME_MISMATCH.hint());
  }

  private static MediakeepException mismatch(String message, String hint) {
    return new MediakeepException(Problem.of(ErrorCode.HOME_MISMATCH, message).withHint(hint));
  }

  /** Refuses a home of which a folder that is there cannot be written to. */
  void requireWritable() {
    config.folders().stream().filter(Files::exists).forEach(HomeCheck::requireWritable);
  }

  private static void requireWritable(Path folder) {
    boolean usable =
        Files.isDirectory(folder)
            && Files.isReadable(folder)
            && Files.isWritable(folder)
            && Files.isExecutable(folder);
    if (!usable) {
      throw notWritable(folder, null);
    }
  }

  void createAll() {
    config.folders().forEach(this::create);
  }

  /** Creates a folder and those above it where they are missing, durably. */
  void create(Path folder) {
    try {
      createWithParents(folder);
    } catch (IOException e) {
      if (DiskProblem.isFull(folder.getRoot(), e)) {
        throw new MediakeepException(
            ErrorCode.DISK_FULL, "creating " + folder + " failed: the disk is full", e);
      }
      throw notWritable(folder, e);
    }
    requireWritable(folder);
  }

  private void createWithParents(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !Files.exists(folder)) {
      createWithParents(parent);
      disk.createFolder(folder);
      disk.forceFolder(parent);
    }
  }

  /** Marks each folder that carries no marker. */
  void mark(InstanceId instance) {
    for (Path folder : config.folders()) {
      if (markerIn(folder) instanceof FolderMarker.Found.Absent) {
        try {
          FolderMarker.write(folder, instance, disk);
        } catch (IOException e) {
          throw DiskProblem.of("marking " + folder + " failed", folder, e);
        }
      }
    }
  }

  private static MediakeepException unreadable(Path folder, IOException cause) {
    return cause instanceof AccessDeniedException || isNoFolder(folder)
        ? notWritable(folder, cause)
        : new MediakeepException(
            ErrorCode.STORE_UNAVAILABLE, "looking into " + folder + " failed", cause);
  }

  private static boolean isNoFolder(Path folder) {
    return Files.exists(folder) && !Files.isDirectory(folder);
  }

  private static MediakeepException notWritable(Path folder, @Nullable IOException cause) {
    return new MediakeepException(
        Problem.of(
            ErrorCode.HOME_NOT_WRITABLE,
            "home folder must be a folder that user "
                + System.getProperty("user.name")
                + " can write to: "
                + folder
                + " "
                + ownerOf(folder)),
        cause);
  }

  private static String ownerOf(Path folder) {
    try {
      PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class);
      return "belongs to "
          + found.owner().getName()
          + ", "
          + PosixFilePermissions.toString(found.permissions());
    } catch (IOException e) {
      return "is not there and cannot be created";
    }
  }
}
