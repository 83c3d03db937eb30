package dev.mediakeep.format;

import java.io.IOException;

/**
 * An element of an EBML file, which WebM is.
 *
 * @param id with its length marker, as the specification writes it
 * @param start where its header starts
 * @param body where what it holds starts
 * @param end where the next element starts; the parent's end where the size is unknown
 * @param unbounded whether the size is unknown, as in files that are written as they are recorded
 */
record EbmlElement(int id, long start, long body, long end, boolean unbounded) {
  private static final int MAX_ID_BYTES = 4;
  private static final int MAX_NUMBER_BYTES = 8;

  /** The element there, checked to end within its parent. */
  static EbmlElement at(FileWindow file, long at, long limit)
      throws IOException, MalformedFileException {
    file.count(1);
    int idBytes = length(file, at, limit, MAX_ID_BYTES);
    int id = (int) file.bigEndian(at, idBytes);
    int sizeBytes = length(file, at + idBytes, limit, MAX_NUMBER_BYTES);
    long size = variableNumber(file, at + idBytes, sizeBytes);
    long body = at + idBytes + sizeBytes;
    boolean unbounded = size == mask(sizeBytes);
    if (!unbounded && size > limit - body) {
      throw new MalformedFileException(
          element(id, at) + " says " + size + " bytes, " + (limit - body) + " are left");
    }
    return new EbmlElement(id, at, body, unbounded ? limit : body + size, unbounded);
  }

  /** How many bytes the number of variable length there takes. */
  static int numberBytes(FileWindow file, long at, long limit)
      throws IOException, MalformedFileException {
    return length(file, at, limit, MAX_NUMBER_BYTES);
  }

  /** The number of variable length there, without its length marker. */
  static long variableNumber(FileWindow file, long at, int bytes)
      throws IOException, MalformedFileException {
    return file.bigEndian(at, bytes) & mask(bytes);
  }

  private static long mask(int bytes) {
    return (1L << (7 * bytes)) - 1;
  }

  private static int length(FileWindow file, long at, long limit, int most)
      throws IOException, MalformedFileException {
    int length = at < limit ? Integer.numberOfLeadingZeros(file.u8(at)) - 23 : most + 1;
    if (length > most || length > limit - at) {
      throw new MalformedFileException("no whole element header at " + at);
    }
    return length;
  }

  void requireBounded() throws MalformedFileException {
    if (unbounded) {
      throw new MalformedFileException(element(id, start) + " does not say how long it is");
    }
  }

  /** An unsigned integer, big-endian in 0 to 8 bytes. */
  long number(FileWindow file) throws IOException, MalformedFileException {
    long value = file.bigEndian(body, bytes(8));
    if (value < 0) {
      throw new MalformedFileException("too large a number at " + start);
    }
    return value;
  }

  /** A floating-point number in 0, 4 or 8 bytes. */
  double real(FileWindow file) throws IOException, MalformedFileException {
    return switch (bytes(8)) {
      case 0 -> 0;
      case 4 -> Float.intBitsToFloat((int) file.u32(body));
      case 8 -> Double.longBitsToDouble(file.u64(body));
      default -> throw new MalformedFileException("no floating-point number at " + start);
    };
  }

  /** A string without the zeros that may pad it. */
  String text(FileWindow file, int most) throws IOException, MalformedFileException {
    String padded = file.latin(body, bytes(most));
    int zero = padded.indexOf('\0');
    return zero < 0 ? padded : padded.substring(0, zero);
  }

  private int bytes(int most) throws MalformedFileException {
    if (unbounded || end - body > most) {
      throw new MalformedFileException(
          element(id, start) + " must hold at most " + most + " bytes");
    }
    return (int) (end - body);
  }

  private static String element(int id, long at) {
    return "element " + Integer.toHexString(id) + " at " + at;
  }
}
