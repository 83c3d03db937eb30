package dev.mediakeep.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore.StoredBlob;
import dev.mediakeep.media.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blobs that lie in a media folder. Walked lazily, with at most three folders open at a time.
 * Links are not followed, and a file counts only where its name says that it belongs.
 */
final class BlobTree {
  private static final Pattern BLOB_NAME = Pattern.compile("([0-9a-f]{64})\\.([a-z0-9]+)");

  private final Path root;

  /** Takes one entry of a folder and tells whether it wants the next. */
  @FunctionalInterface
  private interface Visitor {
    boolean visit(Path entry) throws IOException;
  }

  BlobTree(Path root) {
    this.root = root;
  }

  /** Whether there is any blob at all. */
  boolean isEmpty() throws IOException {
    return walk(blob -> false);
  }

  /**
   * Hands out each blob until the consumer wants no more.
   *
   * @return whether all of them were handed out and the consumer wanted more
   */
  boolean walk(Predicate<StoredBlob> wantsMore) throws IOException {
    for (MediaKind kind : MediaKind.values()) {
      Path top = root.resolve(BlobFolders.nameOf(kind));
      boolean all =
          fanOut(
              top,
              upper ->
                  fanOut(
                      upper, leaf -> blobs(kind, nameOf(upper) + nameOf(leaf), leaf, wantsMore)));
      if (!all) {
        return false;
      }
    }
    return true;
  }

  private static boolean fanOut(Path folder, Visitor visitor) throws IOException {
    return each(
        folder,
        entry ->
            !BlobFolders.FAN_OUT_NAME.matcher(nameOf(entry)).matches() || visitor.visit(entry));
  }

  private static boolean blobs(
      MediaKind kind, String prefix, Path leaf, Predicate<StoredBlob> wantsMore)
      throws IOException {
    return each(
        leaf,
        file -> {
          Optional<BlobKey> key = keyOf(nameOf(file), prefix, kind);
          return key.isEmpty() || visit(file, key.get(), wantsMore);
        });
  }

  private static Optional<BlobKey> keyOf(String name, String prefix, MediaKind kind) {
    Matcher parts = BLOB_NAME.matcher(name);
    if (!name.startsWith(prefix) || !parts.matches()) {
      return Optional.empty();
    }
    return MediaFormat.fromExtension(parts.group(2))
        .filter(format -> format.kind() == kind)
        .map(format -> new BlobKey(new Sha256(parts.group(1)), format));
  }

  private static boolean visit(Path file, BlobKey key, Predicate<StoredBlob> wantsMore)
      throws IOException {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return true; // removed since its folder was read
    }
    return !found.isRegularFile()
        || wantsMore.test(new StoredBlob(key, found.size(), found.lastModifiedTime().toInstant()));
  }

  private static boolean each(Path folder, Visitor visitor) throws IOException {
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      return true;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!visitor.visit(entry)) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException e) {
      return true; // the folder was removed since the one above was read
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static String nameOf(Path path) {
    return path.getFileName().toString();
  }
}
