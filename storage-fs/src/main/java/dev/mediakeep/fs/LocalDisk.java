package dev.mediakeep.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file system of this machine. */
final class LocalDisk implements Disk {
  static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @Override
  public FileChannel createFile(Path file) throws IOException {
    FileChannel created = FileChannel.open(file, Set.of(WRITE, CREATE_NEW), OWNER_FILE);
    boolean usable = false;
    try {
      allowOwner(file);
      usable = true;
      return created;
    } finally {
      if (!usable) {
        created.close();
      }
    }
  }

  /** Gives the owner of a new file back what the umask may have taken. */
  static void allowOwner(Path file) throws IOException {
    Files.setPosixFilePermissions(file, OWNER_FILE.value());
  }

  @Override
  public void force(FileChannel file) throws IOException {
    file.force(false); // fdatasync: the length goes with the bytes, only times may be lost
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, OWNER_FOLDER);
      Files.setPosixFilePermissions(folder, OWNER_FOLDER.value());
    } catch (FileAlreadyExistsException e) {
      openToOwner(folder);
    }
  }

  /** Under some umasks a crash leaves a new folder that nobody may enter. */
  private static void openToOwner(Path folder) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(folder, PosixFileAttributes.class, NOFOLLOW_LINKS);
    if (!found.isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    if (!found.permissions().containsAll(OWNER_FOLDER.value())) {
      Files.setPosixFilePermissions(folder, OWNER_FOLDER.value());
    }
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, READ)) {
      names.force(true); // fdatasync alone leaves out a folder's new names on ext4
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    return Files.deleteIfExists(file);
  }
}
