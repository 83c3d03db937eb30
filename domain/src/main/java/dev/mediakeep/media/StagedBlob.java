package dev.mediakeep.media;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaFormat;
import java.nio.channels.SeekableByteChannel;

/** Bytes that have come in and are not kept yet. Not thread-safe. */
public interface StagedBlob extends AutoCloseable {
  /** The SHA-256 of all the bytes. */
  Sha256 hash();

  long sizeBytes();

  /**
   * Opens the bytes for reading. The caller closes the channel.
   *
   * @throws MediakeepException with {@link ErrorCode#STORE_UNAVAILABLE} when they cannot be read
   * @throws IllegalStateException after {@link #publish} or {@link #close}
   */
  SeekableByteChannel open();

  /**
   * Keeps the bytes under their final name. When it returns, file and name survive a loss of power.
   * A file that is already there under that name is replaced by this one, which has the same bytes.
   *
   * @throws MediakeepException with {@link ErrorCode#DISK_FULL} or {@link
   *     ErrorCode#STORE_UNAVAILABLE}; the bytes are then lost, and only {@link #close} may follow
   * @throws IllegalStateException after {@link #publish} or {@link #close}
   */
  void publish(MediaFormat format);

  /** Discards the bytes unless they were published. May be called again. Never throws. */
  @Override
  void close();
}
