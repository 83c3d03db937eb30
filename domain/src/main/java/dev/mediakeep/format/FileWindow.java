package dev.mediakeep.format;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a file by their position, seen through one small buffer that moves. It also counts
 * what a reader costs, so that no file, however it is made, is read for long. Not thread-safe.
 */
final class FileWindow {
  /** The most bytes held at a time. */
  static final int CAPACITY = 1 << 16;

  private static final int JUMP_BYTES = 1 << 12;
  private static final int MAX_READS = 1_000_000;
  private static final int MAX_ELEMENTS = 4_000_000;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long EACH_HIGH_BIT = 0x8080_8080_8080_8080L;

  private final Source source;
  private final long size;
  private final byte[] buffer;
  private long start;
  private int filled;
  private int reads;
  private long elements;

  private interface Source {
    int read(ByteBuffer target, long at) throws IOException;
  }

  private FileWindow(Source source, long size, byte[] buffer, int filled) {
    this.source = source;
    this.size = size;
    this.buffer = buffer;
    this.filled = filled;
  }

  /** A window over the whole of a channel, whose position it moves. */
  static FileWindow over(SeekableByteChannel file) throws IOException {
    long size = file.size();
    byte[] buffer = new byte[(int) Math.min(size, CAPACITY)];
    return new FileWindow((target, at) -> file.position(at).read(target), size, buffer, 0);
  }

  /** A window over bytes that are there already; it never reads. */
  static FileWindow of(byte[] bytes) {
    return new FileWindow((target, at) -> -1, bytes.length, bytes, bytes.length);
  }

  long size() {
    return size;
  }

  int u8(long at) throws IOException, MalformedFileException {
    return buffer[indexOf(at, 1)] & 0xff;
  }

  int u16(long at) throws IOException, MalformedFileException {
    return (int) bigEndian(at, 2);
  }

  int u24(long at) throws IOException, MalformedFileException {
    return (int) bigEndian(at, 3);
  }

  long u32(long at) throws IOException, MalformedFileException {
    return bigEndian(at, 4);
  }

  /** Eight bytes; what exceeds a {@code long} comes out negative. */
  long u64(long at) throws IOException, MalformedFileException {
    return bigEndian(at, 8);
  }

  /** Up to eight bytes, the most significant first. */
  long bigEndian(long at, int count) throws IOException, MalformedFileException {
    int index = indexOf(at, count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 8) | (buffer[index + i] & 0xff);
    }
    return value;
  }

  /** Up to eight bytes, the least significant first. */
  long littleEndian(long at, int count) throws IOException, MalformedFileException {
    int index = indexOf(at, count);
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << 8) | (buffer[index + i] & 0xff);
    }
    return value;
  }

  /** The next few bytes as they are, at most {@link #CAPACITY}. */
  byte[] bytes(long at, int count) throws IOException, MalformedFileException {
    int index = indexOf(at, count);
    byte[] copy = new byte[count];
    System.arraycopy(buffer, index, copy, 0, count);
    return copy;
  }

  /** As many characters as bytes. */
  String latin(long at, int count) throws IOException, MalformedFileException {
    int index = indexOf(at, count);
    return new String(buffer, index, count, StandardCharsets.ISO_8859_1);
  }

  /** Whether these characters, a byte each, stand there; false where the file is too short. */
  boolean matches(long at, String latin) throws IOException, MalformedFileException {
    return size - at >= latin.length() && latin(at, latin.length()).equals(latin);
  }

  /** The position of the first such byte there or later; the file's size where none is. */
  long find(int value, long from) throws IOException, MalformedFileException {
    long at = from;
    while (at < size) {
      int index = skipWithout((byte) value, indexOf(at, 1));
      for (int i = index; i < filled; i++) {
        if (buffer[i] == (byte) value) {
          return start + i;
        }
      }
      at = start + filled;
    }
    return size;
  }

  /**
   * The first eight bytes from there on that hold the value; what is left when none do. A byte of
   * {@code different} is 0 where it is found, and only from a 0 does subtracting 1 borrow into a
   * high bit that was not set.
   */
  private int skipWithout(byte value, int index) {
    long wanted = (value & 0xffL) * EACH_BYTE;
    int at = index;
    while (at + Long.BYTES <= filled) {
      long different = (long) EIGHT_BYTES.get(buffer, at) ^ wanted;
      if (((different - EACH_BYTE) & ~different & EACH_HIGH_BIT) != 0) {
        return at;
      }
      at += Long.BYTES;
    }
    return at;
  }

  /** Counts parts of the file that a reader is about to look at. */
  void count(long parts) throws MalformedFileException {
    elements += Math.min(parts, Integer.MAX_VALUE);
    if (elements > MAX_ELEMENTS) {
      throw new MalformedFileException("must have at most " + MAX_ELEMENTS + " parts, has more");
    }
  }

  private int indexOf(long at, int count) throws IOException, MalformedFileException {
    if (at < 0 || at > size - count) {
      throw new MalformedFileException(
          "cut off: needs " + count + " bytes at " + at + ", the file ends at " + size);
    }
    if (at < start || at + count > start + filled) {
      load(at, count);
    }
    return (int) (at - start);
  }

  private void load(long at, int count) throws IOException, MalformedFileException {
    reads++;
    if (reads > MAX_READS) {
      throw new MalformedFileException(
          "must be readable with at most " + MAX_READS + " reads, is scattered more");
    }
    boolean onward = at >= start && at <= start + filled + JUMP_BYTES;
    int wanted = Math.max(count, onward ? CAPACITY : JUMP_BYTES);
    ByteBuffer target = ByteBuffer.wrap(buffer, 0, (int) Math.min(size - at, wanted));
    start = at;
    filled = 0;
    while (target.hasRemaining()) {
      if (source.read(target, at + filled) <= 0) {
        throw new IOException("the file shrank below " + size + " bytes while it was read");
      }
      filled = target.position();
    }
  }
}
