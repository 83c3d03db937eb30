package dev.mediakeep.sqlite;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a write-ahead log as SQLite does when it recovers: frame by frame, as long as salts and
 * checksums hold, up to the last commit. See "The Write-Ahead Log" in SQLite's file format.
 */
final class LogReader {
  private static final int HEADER_BYTES = 32;
  private static final int HEADER_SUMMED_BYTES = 24;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int FRAME_SUMMED_BYTES = 8;
  private static final int MAGIC = 0x377f0682;
  private static final int BUFFER_BYTES = 1 << 16;

  private final DataInputStream in;
  private final List<Integer> committed = new ArrayList<>();
  private final List<Integer> pending = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int sum0;
  private int sum1;

  private LogReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** The {@code user_version} of each committed frame of the first page, in their order. */
  static List<Integer> generations(Path log) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log), BUFFER_BYTES)) {
      LogReader reader = new LogReader(in);
      reader.read();
      return reader.committed;
    }
  }

  private void read() throws IOException {
    ByteBuffer header = next(HEADER_BYTES);
    // The last bit says in which byte order the sums are.
    if (header.remaining() < HEADER_BYTES || (header.getInt(0) & ~1) != MAGIC) {
      return;
    }
    order = (header.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    int pageBytes = header.getInt(8);
    long salt = header.getLong(16);
    add(header, HEADER_SUMMED_BYTES);
    boolean valid = isSum(header.getLong(24)) && Integer.bitCount(pageBytes) == 1;
    while (valid) {
      valid = readFrame(pageBytes, salt);
    }
  }

  private boolean readFrame(int pageBytes, long salt) throws IOException {
    ByteBuffer frame = next(FRAME_HEADER_BYTES);
    ByteBuffer page = next(pageBytes);
    if (page.remaining() < pageBytes || frame.getLong(8) != salt) {
      return false;
    }
    add(frame, FRAME_SUMMED_BYTES);
    add(page, pageBytes);
    if (!isSum(frame.getLong(16))) {
      return false;
    }
    if (frame.getInt(0) == 1) {
      pending.add(page.getInt(DatabaseFile.USER_VERSION_AT));
    }
    if (frame.getInt(4) != 0) { // the database's size after the commit that ends here
      committed.addAll(pending);
      pending.clear();
    }
    return true;
  }

  /** The next so many bytes, or fewer at the end. */
  private ByteBuffer next(int bytes) throws IOException {
    return ByteBuffer.wrap(in.readNBytes(bytes));
  }

  private void add(ByteBuffer bytes, int count) {
    ByteBuffer words = bytes.duplicate().order(order);
    for (int at = 0; at < count; at += 8) {
      sum0 += words.getInt(at) + sum1;
      sum1 += words.getInt(at + 4) + sum0;
    }
  }

  private boolean isSum(long expected) {
    return expected == (((long) sum0 << Integer.SIZE) | Integer.toUnsignedLong(sum1));
  }
}
