package dev.mediakeep.testkit;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A read-only channel that counts what is read: some bytes, then a pattern over and over up to the
 * size, so that a file of gigabytes needs no memory.
 */
final class CountingChannel implements SeekableByteChannel {
  private final byte[] head;
  private final byte[] pattern;
  private final long size;
  private long position;
  private int reads;
  private long bytesRead;

  CountingChannel(byte[] head, byte[] pattern, long size) {
    this.head = head;
    this.pattern = pattern;
    this.size = size;
  }

  /** A channel over just these bytes. */
  static CountingChannel of(byte[] bytes) {
    return new CountingChannel(bytes, bytes, bytes.length);
  }

  int reads() {
    return reads;
  }

  long bytesRead() {
    return bytesRead;
  }

  @Override
  public int read(ByteBuffer target) {
    int count = (int) Math.min(target.remaining(), size - position);
    if (count <= 0) {
      return -1;
    }
    for (int left = count; left > 0; ) {
      byte[] source = position < head.length ? head : pattern;
      int from =
          (int) (position < head.length ? position : (position - head.length) % pattern.length);
      int part = Math.min(left, source.length - from);
      target.put(source, from, part);
      position += part;
      left -= part;
    }
    reads++;
    bytesRead += count;
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
