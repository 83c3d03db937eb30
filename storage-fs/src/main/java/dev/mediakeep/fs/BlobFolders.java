package dev.mediakeep.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.mediakeep.format.MediaKind;
import dev.mediakeep.media.BlobKey;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folders that blobs are spread over, and which of them this process knows to be durable: it
 * has forced the folder above since it saw them. Thread-safe.
 */
final class BlobFolders {
  static final Pattern FAN_OUT_NAME = Pattern.compile("[0-9a-f]{2}");

  private static final int FAN_OUT = 256;
  private static final int HEX = 16;

  private final Path root;
  private final Disk disk;
  private final FolderBits durableUppers = new FolderBits(MediaKind.values().length * FAN_OUT);
  private final FolderBits durableLeaves =
      new FolderBits(MediaKind.values().length * FAN_OUT * FAN_OUT);

  BlobFolders(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  static String nameOf(MediaKind kind) {
    return switch (kind) {
      case IMAGE -> "images";
      case VIDEO -> "videos";
    };
  }

  private Path top(BlobKey key) {
    return root.resolve(nameOf(key.format().kind()));
  }

  private Path upper(BlobKey key) {
    return top(key).resolve(key.hash().hex().substring(0, 2));
  }

  private Path leaf(BlobKey key) {
    return upper(key).resolve(key.hash().hex().substring(2, 4));
  }

  private Path file(BlobKey key) {
    return leaf(key).resolve(key.toString());
  }

  /**
   * The blob's file; empty when there is none, or when a link stands anywhere on the way.
   *
   * @throws NoSuchFileException when the folder of all files of its kind is not there
   */
  Optional<Path> find(BlobKey key) throws NoSuchFileException {
    requireTop(key.format().kind());
    boolean real =
        isRealFolder(upper(key))
            && isRealFolder(leaf(key))
            && Files.isRegularFile(file(key), NOFOLLOW_LINKS);
    return real ? Optional.of(file(key)) : Optional.empty();
  }

  /** Refuses to take a disk that has gone for one on which nothing is. */
  void requireTops() throws NoSuchFileException {
    for (MediaKind kind : MediaKind.values()) {
      requireTop(kind);
    }
  }

  private void requireTop(MediaKind kind) throws NoSuchFileException {
    Path top = root.resolve(nameOf(kind));
    if (!isRealFolder(top)) {
      throw new NoSuchFileException(top.toString());
    }
  }

  private static boolean isRealFolder(Path folder) {
    return Files.isDirectory(folder, NOFOLLOW_LINKS);
  }

  /** Creates what is missing on the way to the blob, and returns where it goes. */
  Path prepare(BlobKey key) throws IOException {
    try {
      create(key);
    } catch (NoSuchFileException e) {
      forget(key);
      create(key);
    }
    return file(key);
  }

  private void create(BlobKey key) throws IOException {
    if (durableLeaves.contains(leafNumber(key))) {
      return;
    }
    if (!durableUppers.contains(upperNumber(key))) {
      disk.createFolder(upper(key));
    }
    disk.createFolder(leaf(key));
  }

  /** Forgets what is known of the way to the blob: somebody tidied up empty folders. */
  void forget(BlobKey key) {
    durableLeaves.remove(leafNumber(key));
    durableUppers.remove(upperNumber(key));
  }

  /** Returns when the blob's name and all names on the way to it would survive a loss of power. */
  void force(BlobKey key) throws IOException {
    disk.forceFolder(leaf(key));
    if (durableLeaves.contains(leafNumber(key))) {
      return;
    }
    if (durableUppers.contains(upperNumber(key))) {
      disk.forceFolder(upper(key));
      durableLeaves.add(leafNumber(key));
    } else {
      forceUpper(key);
    }
  }

  /**
   * Forces a folder that this process meets for the first time. All that stands in it before is
   * durable after, so that a process pays this once an upper folder, not once a leaf.
   */
  private void forceUpper(BlobKey key) throws IOException {
    List<Integer> leaves = leavesIn(key);
    disk.forceFolder(upper(key));
    disk.forceFolder(top(key));
    leaves.forEach(durableLeaves::add);
    durableUppers.add(upperNumber(key));
  }

  private List<Integer> leavesIn(BlobKey key) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try (DirectoryStream<Path> leaves = Files.newDirectoryStream(upper(key))) {
      for (Path leaf : leaves) {
        String name = leaf.getFileName().toString();
        if (FAN_OUT_NAME.matcher(name).matches()) {
          numbers.add(upperNumber(key) * FAN_OUT + Integer.parseInt(name, HEX));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return numbers;
  }

  private static int upperNumber(BlobKey key) {
    int start =
        switch (key.format().kind()) {
          case IMAGE -> 0;
          case VIDEO -> FAN_OUT;
        };
    return start + Integer.parseInt(key.hash().hex(), 0, 2, HEX);
  }

  private static int leafNumber(BlobKey key) {
    return upperNumber(key) * FAN_OUT + Integer.parseInt(key.hash().hex(), 2, 4, HEX);
  }
}
