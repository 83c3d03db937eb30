package dev.mediakeep.ops;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A file being read: tells how far it is, breaks off on a stop, and remembers why it failed. */
final class WatchedSource extends FilterInputStream {
  private final LongConsumer progress;
  private final StopSignal stop;
  private long bytes;
  private @Nullable IOException fault;

  /**
   * A source that has not been read yet.
   *
   * @param progress is told how many bytes each read got
   */
  WatchedSource(InputStream source, LongConsumer progress, StopSignal stop) {
    super(source);
    this.progress = progress;
    this.stop = stop;
  }

  /** How many bytes were read. */
  long bytes() {
    return bytes;
  }

  /** Why a read failed, if one did. */
  Optional<IOException> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      if (stop.isGiven()) {
        throw new InterruptedIOException("told to stop");
      }
      int count = super.read(target, offset, length);
      if (count > 0) {
        bytes += count;
        progress.accept(count);
      }
      return count;
    } catch (IOException e) {
      fault = e;
      throw e;
    }
  }
}
