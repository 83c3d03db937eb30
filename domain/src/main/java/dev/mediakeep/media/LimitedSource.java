package dev.mediakeep.media;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends after one byte more than allowed, so that no more than that is ever stored, and tells so.
 */
final class LimitedSource extends InputStream {
  private final InputStream source;
  private long remaining;

  LimitedSource(InputStream source, long maxBytes) {
    this.source = source;
    remaining = maxBytes + 1;
  }

  /** Whether the source has more bytes than allowed. */
  boolean isExceeded() {
    return remaining == 0;
  }

  @Override
  public int read() throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int value = source.read();
    remaining -= value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int count = source.read(target, offset, (int) Math.min(length, remaining));
    remaining -= Math.max(count, 0);
    return count;
  }
}
