package dev.mediakeep.fs;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Takes away what others may do with the folders and files of a home that was made or unpacked with
 * wider modes, and says so. What is below them needs none of that: nobody else gets there. Where a
 * mode cannot be changed, because the file system has none or the folder is another user's, it
 * stays.
 */
final class OwnerOnly {
  private static final System.Logger LOG = System.getLogger(OwnerOnly.class.getName());
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Tightens the folders, those in the media folder, and the files of the data folder. */
  static void tighten(HomeConfig config) {
    config.folders().forEach(OwnerOnly::tighten);
    tightenIn(config.mediaFolder(), Files::isDirectory);
    tightenIn(config.dataFolder(), Files::isRegularFile);
  }

  @FunctionalInterface
  private interface Sort {
    boolean is(Path entry, LinkOption... options);
  }

  private static void tightenIn(Path folder, Sort sort) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (sort.is(entry, NOFOLLOW_LINKS)) {
          tighten(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(WARNING, "the modes in {0} cannot be read: {1}", folder, e.toString());
    }
  }

  private static void tighten(Path path) {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    try {
      Set<PosixFilePermission> was = view.readAttributes().permissions();
      Set<PosixFilePermission> now = EnumSet.copyOf(OWNERS);
      now.retainAll(was);
      if (!now.equals(was)) {
        view.setPermissions(now);
        LOG.log(
            WARNING,
            "others than the owner had access to {0}: its mode was {1}, is {2} now",
            path,
            PosixFilePermissions.toString(was),
            PosixFilePermissions.toString(now));
      }
    } catch (IOException e) {
      LOG.log(WARNING, "others than the owner may have access to {0}: {1}", path, e.toString());
    }
  }
}
