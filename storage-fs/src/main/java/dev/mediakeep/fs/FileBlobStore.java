package dev.mediakeep.fs;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.FreeSpace;
import dev.mediakeep.media.Sha256;
import dev.mediakeep.media.StagedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;

/** Blobs as files in the media folder. Thread-safe. */
final class FileBlobStore implements BlobStore, AutoCloseable {
  /*
   * A media folder looks like this:
   *
   *   .media-storage/
   *   ├── .mediakeep                        the marker: which instance this folder belongs to
   *   ├── images/
   *   │   ├── 3f/
   *   │   │   ├── 07/
   *   │   │   │   └── 3f07…c2.png           64 hex digits of SHA-256, and the format
   *   │   │   └── e1/
   *   │   │       ├── 3fe1…09.jpg
   *   │   │       └── 3fe1…7d.webp
   *   │   └── a0/…
   *   ├── videos/…                          the same for videos
   *   └── incoming/
   *       └── 4711-12.part                  an upload under way, of process 4711
   *
   * A file under images or videos is whole, for ever unchanged, and its bytes hash to its name.
   * That holds at each moment, also after kill -9 or a loss of power, because a name appears there
   * in one way only:
   *
   *   1. stage: write incoming/N.part, hashing and counting what is written. Nothing is forced, as
   *      many an upload is refused after a look at it.
   *   2. publish: create the folders on the way,
   *   3.          force the file: bytes and length are on disk,
   *   4.          rename it to its final name, which replaces a file of the same name and bytes,
   *   5.          force the folder, and the folders above where this process has not yet done so.
   *
   * When publish returns, the bytes are kept. Where it stops earlier:
   *
   *   in 1 to 3   incoming/N.part stays, whole or torn; no record refers to it, and a sweep
   *               removes it after its grace.
   *   after 4     a whole file has its final name, or after a loss of power has it no more. No
   *               record was committed: a sweep of strays removes it, or the next upload of the
   *               same bytes replaces it.
   *
   * Step 3 before 4 is what keeps a torn file from ever having a final name. Step 5 goes from the
   * bottom up: journalling file systems commit all names that are waiting with the first force, so
   * that those after it find little to do. In the long run a publish forces one file and one
   * folder. A process does not know what an earlier one left unforced, so it forces an upper folder
   * (images/3f) when it first meets it; what stands in there by then is durable from then on.
   *
   * A force that fails is final. Linux reports a lost write once and then marks the pages clean, so
   * forcing again would succeed over bytes that are gone: the upload has failed, and its sender
   * sends it again.
   *
   * The folders images, videos and incoming are made when the store is opened, and never after:
   * where one is missing later, the disk has gone, and what lies in its place must not be written
   * to, nor taken for a store in which nothing is.
   *
   * A key is a hash and a format, both checked when they were made; no text of a caller ever
   * becomes part of a path, so there is nothing to traverse with. Links are not followed from the
   * media folder on: what is behind one is not ours.
   *
   * Removing needs no force: a name that comes back after a loss of power is a stray file.
   */

  private static final System.Logger LOG = System.getLogger(FileBlobStore.class.getName());
  private static final int BUFFER_BYTES = 128 * 1024;

  private final Path root;
  private final Disk disk;
  private final BlobTree tree;
  private final BlobFolders folders;
  private final StagingArea staging;
  private final SpaceGauge gauge;
  private final ReadWriteLock closing = new ReentrantReadWriteLock();
  private volatile boolean closed;

  /** A step that the disk may fail. */
  @FunctionalInterface
  interface DiskStep<T> {
    T run() throws IOException;
  }

  /** A store over a folder that must exist; creates nothing. */
  FileBlobStore(Path root, Disk disk, SpaceGauge gauge) {
    this.root = root;
    this.disk = disk;
    this.gauge = gauge;
    tree = new BlobTree(root);
    folders = new BlobFolders(root, disk);
    staging = new StagingArea(root.resolve("incoming"), disk);
  }

  /** Opens a store over a folder that must exist, and creates the folders in it. */
  static FileBlobStore open(Path root, Disk disk, SpaceGauge gauge) throws IOException {
    FileBlobStore store = new FileBlobStore(root, disk, gauge);
    disk.createFolder(store.staging.folder());
    for (MediaKind kind : MediaKind.values()) {
      disk.createFolder(root.resolve(BlobFolders.nameOf(kind)));
    }
    disk.forceFolder(root);
    return store;
  }

  @Override
  public StagedBlob stage(InputStream source) {
    StagingArea.Part part = whileOpen("starting an upload failed", staging::start);
    boolean whole = false;
    try {
      StagedFile staged = fill(part, source);
      whole = true;
      return staged;
    } finally {
      if (!whole) {
        discard(part);
      }
    }
  }

  private StagedFile fill(StagingArea.Part part, InputStream source) {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    int count;
    do {
      count = read(source, buffer);
      digest.update(buffer, 0, count);
      write(part.channel(), ByteBuffer.wrap(buffer, 0, count));
      size += count;
    } while (count == buffer.length);
    return new StagedFile(this, part, Sha256.of(digest.digest()), size);
  }

  /** Fills the buffer as far as the source goes. */
  private static int read(InputStream source, byte[] buffer) {
    try {
      int filled = 0;
      int count = 0;
      while (count >= 0 && filled < buffer.length) {
        count = source.read(buffer, filled, buffer.length - filled);
        filled += Math.max(count, 0);
      }
      return filled;
    } catch (IOException e) {
      throw new MediakeepException(ErrorCode.UPLOAD_INTERRUPTED, "the upload broke off", e);
    }
  }

  private void write(FileChannel channel, ByteBuffer bytes) {
    requireOpen();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw DiskProblem.of("writing an upload failed", root, e);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java platform has SHA-256", e);
    }
  }

  void publish(StagedFile staged, MediaFormat format) {
    BlobKey key = new BlobKey(staged.hash(), format);
    whileOpen(
        "keeping an upload failed",
        () -> {
          Path target = folders.prepare(key);
          try (FileChannel channel = staged.part().channel()) {
            disk.force(channel);
          }
          move(staged.part().path(), target, key);
          folders.force(key);
          staging.end(staged.part());
          return key;
        });
  }

  private void move(Path part, Path target, BlobKey key) throws IOException {
    try {
      disk.move(part, target);
    } catch (NoSuchFileException e) {
      folders.forget(key);
      disk.move(part, folders.prepare(key));
    }
  }

  /** Removes an upload that is not kept. Never throws. */
  void discard(StagingArea.Part part) {
    try {
      staging.discard(part);
    } catch (IOException e) {
      LOG.log(
          WARNING, "removing an upload failed, it is left to a sweep: {0}: {1}", part.path(), e);
    }
  }

  @Override
  public Optional<SeekableByteChannel> open(BlobKey key) {
    return whileOpen(
        "opening a blob failed",
        () -> {
          Optional<Path> file = folders.find(key);
          return file.isEmpty() ? Optional.empty() : openFile(file.get());
        });
  }

  private static Optional<SeekableByteChannel> openFile(Path file) throws IOException {
    try {
      return Optional.of(FileChannel.open(file, READ, NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean remove(BlobKey key) {
    return whileOpen(
        "removing a blob failed",
        () -> {
          Optional<Path> file = folders.find(key);
          return file.isPresent() && disk.delete(file.get());
        });
  }

  @Override
  public void forEachWhile(Predicate<StoredBlob> visitor) {
    requireOpen();
    try {
      folders.requireTops();
      tree.walk(blob -> {
        requireOpen();
        return visitor.test(blob);
      });
    } catch (IOException e) {
      throw DiskProblem.of("listing the blobs failed", root, e);
    }
  }

  @Override
  public int sweepStaged(Instant before) {
    return whileOpen("sweeping uploads failed", () -> staging.sweep(before));
  }

  @Override
  public FreeSpace freeSpace() {
    return whileOpen("asking for the free space failed", gauge::measure);
  }

  /** Runs a step that {@link #close} waits for. */
  <T> T whileOpen(String failed, DiskStep<T> step) {
    closing.readLock().lock();
    try {
      requireOpen();
      return step.run();
    } catch (IOException e) {
      throw DiskProblem.of(failed, root, e);
    } finally {
      closing.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new MediakeepException(ErrorCode.STORE_CLOSED, "the media folder is closed");
    }
  }

  /** Lets what is being published come to its end, and refuses everything after. */
  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      closed = true;
    } finally {
      closing.writeLock().unlock();
    }
  }
}
