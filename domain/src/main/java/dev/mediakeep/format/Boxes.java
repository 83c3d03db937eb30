package dev.mediakeep.format;

import java.io.IOException;

/** Goes over boxes that lie side by side, each checked to end within what it lies in. */
final class Boxes {
  private static final int SHORT_HEADER_BYTES = 8;
  private static final int LONG_HEADER_BYTES = 16;

  private final FileWindow file;
  private final boolean nested;
  private final long end;
  private long at;

  private Boxes(FileWindow file, boolean nested, long at, long end) {
    this.file = file;
    this.nested = nested;
    this.at = at;
    this.end = end;
  }

  /** The boxes of a whole file. The last may have the size 0, which means all that is left. */
  static Boxes of(FileWindow file) {
    return new Boxes(file, false, 0, file.size());
  }

  /** The boxes in another. A size of 0, or less than a header, ends them, as QuickTime does. */
  static Boxes in(FileWindow file, Box parent) {
    return new Boxes(file, true, parent.body(), parent.end());
  }

  /** The boxes in another behind its first bytes. */
  static Boxes in(FileWindow file, Box parent, int skippedBytes) throws MalformedFileException {
    parent.requireBytes(skippedBytes);
    return new Boxes(file, true, parent.body() + skippedBytes, parent.end());
  }

  boolean hasNext() throws IOException, MalformedFileException {
    if (!nested) {
      return at < end;
    }
    return end - at >= SHORT_HEADER_BYTES && file.u32(at) != 0;
  }

  Box next() throws IOException, MalformedFileException {
    file.count(1);
    long start = at;
    long size = file.u32(start);
    String type = file.latin(start + 4, 4);
    long body = start + SHORT_HEADER_BYTES;
    if (size == 1) {
      size = file.u64(body);
      body = start + LONG_HEADER_BYTES;
    } else if (size == 0) {
      size = end - start;
    }
    if (size < body - start || size > end - start) {
      throw new MalformedFileException(
          "box %s at %s says %s bytes, %s are left"
              .formatted(printable(type), start, Long.toUnsignedString(size), end - start));
    }
    at = start + size;
    return new Box(type, start, body, at);
  }

  private static String printable(String type) {
    return type.replaceAll("[^ -~]", "?");
  }
}
