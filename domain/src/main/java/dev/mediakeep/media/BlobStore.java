package dev.mediakeep.media;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The port to the bytes of blobs. It knows nothing of records: {@link MediaLibrary} sees to it that
 * a file is published before its record is committed and removed after.
 *
 * <p>All methods are thread-safe and may be called from virtual threads. All of them throw {@link
 * MediakeepException}: {@link ErrorCode#DISK_FULL} where they write, {@link
 * ErrorCode#STORE_UNAVAILABLE} when the disk fails, {@link ErrorCode#STORE_CLOSED} after the store
 * was closed.
 */
public interface BlobStore {
  /**
   * Reads the source to its end into a place apart, hashing and counting on the way. Memory is
   * bounded whatever the length. The source is not closed.
   *
   * @return the staged bytes, which the caller closes; zero bytes are staged like any other
   * @throws MediakeepException with {@link ErrorCode#UPLOAD_INTERRUPTED} when the source fails;
   *     nothing stays behind
   */
  StagedBlob stage(InputStream source);

  /**
   * Opens a blob for reading. The caller closes the channel. A blob that is removed meanwhile stays
   * readable through it.
   *
   * @return empty when there is no such file
   */
  Optional<SeekableByteChannel> open(BlobKey key);

  /** Removes a blob's file. Returns whether it was there. */
  boolean remove(BlobKey key);

  /**
   * Hands each stored file to the visitor, in no order, streaming, until it answers that it wants
   * no more. Files that are not ours are left out.
   */
  void forEachWhile(Predicate<StoredBlob> visitor);

  /** Hands each stored file to the consumer, as {@link #forEachWhile} does. */
  default void forEach(Consumer<StoredBlob> consumer) {
    forEachWhile(blob -> {
      consumer.accept(blob);
      return true;
    });
  }

  /**
   * Removes what uploads before that time left behind when the process died under them. Uploads
   * under way in this process are never touched, however old.
   *
   * @return how many were removed
   */
  int sweepStaged(Instant before);

  /** The room that is left now. Costs microseconds, so that it can be asked during an upload. */
  FreeSpace freeSpace();

  /**
   * A file as it lies there.
   *
   * @param modifiedAt when it was published last
   */
  record StoredBlob(BlobKey key, long sizeBytes, Instant modifiedAt) {}
}
