package dev.mediakeep.format;

import java.io.IOException;
import java.util.Optional;

/**
 * The orientation in a JPEG's EXIF segment. EXIF that makes no sense says nothing; it never makes a
 * file malformed.
 */
final class ExifOrientation {
  private static final String SIGNATURE = "Exif\0\0";
  private static final int ENTRY_BYTES = 12;
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int SHORT_TYPE = 3;
  private static final int FIRST_TURNED = 5;
  private static final int LAST_TURNED = 8;

  private final FileWindow file;
  private final long tiff;
  private final long end;
  private final boolean little;

  private ExifOrientation(FileWindow file, long tiff, long end, boolean little) {
    this.file = file;
    this.tiff = tiff;
    this.end = end;
    this.little = little;
  }

  /** Whether width and height change places under that orientation. */
  static boolean isTurned(int orientation) {
    return orientation >= FIRST_TURNED && orientation <= LAST_TURNED;
  }

  /** The orientation that an APP1 segment's payload tells, if it does. */
  static Optional<Integer> find(FileWindow file, long from, long end)
      throws IOException, MalformedFileException {
    long tiff = from + SIGNATURE.length();
    if (end - tiff < 8 || !file.matches(from, SIGNATURE)) {
      return Optional.empty();
    }
    boolean little = file.matches(tiff, "II");
    return little || file.matches(tiff, "MM")
        ? new ExifOrientation(file, tiff, end, little).find()
        : Optional.empty();
  }

  private Optional<Integer> find() throws IOException, MalformedFileException {
    long directory = tiff + number(tiff + 4, 4);
    if (directory > end - 2) {
      return Optional.empty();
    }
    long entries = Math.min(number(directory, 2), (end - directory - 2) / ENTRY_BYTES);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY_BYTES;
      if (number(entry, 2) == ORIENTATION_TAG && number(entry + 2, 2) == SHORT_TYPE) {
        return Optional.of((int) number(entry + 8, 2));
      }
    }
    return Optional.empty();
  }

  private long number(long at, int bytes) throws IOException, MalformedFileException {
    return little ? file.littleEndian(at, bytes) : file.bigEndian(at, bytes);
  }
}
