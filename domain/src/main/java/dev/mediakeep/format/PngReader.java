package dev.mediakeep.format;

import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32;

/** Reads PNG: a signature and chunks from IHDR to IEND, with nothing behind. */
final class PngReader implements FormatReader {
  private static final int SIGNATURE_BYTES = FormatSniffer.PNG_SIGNATURE.length();
  private static final int LENGTH_AND_TYPE_BYTES = 8;
  private static final int CRC_BYTES = 4;
  private static final int IHDR_BYTES = 13;

  @Override
  public MediaShape read(FileWindow file) throws IOException, MalformedFileException {
    Dimensions dimensions = header(file);
    boolean pixels = false;
    String type = "";
    long at = SIGNATURE_BYTES;
    while (!type.equals("IEND")) {
      long bodyBytes = file.u32(at);
      type = file.latin(at + 4, 4);
      pixels |= type.equals("IDAT");
      at = chunkEnd(file, at, type, bodyBytes);
    }
    if (!pixels) {
      throw new MalformedFileException("no IDAT chunk before IEND");
    }
    if (at != file.size()) {
      throw new MalformedFileException(file.size() - at + " bytes behind IEND, at " + at);
    }
    return new MediaShape(MediaFormat.PNG, dimensions, Optional.empty());
  }

  private static Dimensions header(FileWindow file) throws IOException, MalformedFileException {
    long at = SIGNATURE_BYTES;
    if (file.u32(at) != IHDR_BYTES || !file.matches(at + 4, "IHDR")) {
      throw new MalformedFileException("first chunk is not an IHDR of " + IHDR_BYTES + " bytes");
    }
    long body = at + LENGTH_AND_TYPE_BYTES;
    CRC32 crc = new CRC32();
    crc.update(file.bytes(at + 4, 4 + IHDR_BYTES));
    if (crc.getValue() != file.u32(body + IHDR_BYTES)) {
      throw new MalformedFileException("IHDR does not match its CRC");
    }
    return PixelSize.of(file.u32(body), file.u32(body + 4));
  }

  private static long chunkEnd(FileWindow file, long at, String type, long bodyBytes)
      throws MalformedFileException {
    file.count(1);
    if (!type.chars().allMatch(PngReader::isLetter)) {
      throw new MalformedFileException("no chunk type at " + (at + 4));
    }
    long end = at + LENGTH_AND_TYPE_BYTES + bodyBytes + CRC_BYTES;
    if (end > file.size()) {
      throw new MalformedFileException(
          type + " at " + at + " ends at " + end + ", past the file's end at " + file.size());
    }
    return end;
  }

  private static boolean isLetter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
