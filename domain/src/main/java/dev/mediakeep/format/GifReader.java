package dev.mediakeep.format;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads GIF: a screen, then blocks to the trailer, with nothing behind. A picture that exceeds the
 * screen widens it, as in browsers.
 */
final class GifReader implements FormatReader {
  private static final int SCREEN = 6;
  private static final long FIRST_TABLE = 13;
  private static final int IMAGE_DESCRIPTOR_BYTES = 9;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;

  @Override
  public MediaShape read(FileWindow file) throws IOException, MalformedFileException {
    long width = file.littleEndian(SCREEN, 2);
    long height = file.littleEndian(SCREEN + 2, 2);
    PixelSize.of(width, height);
    boolean pixels = false;
    long at = FIRST_TABLE + tableBytes(file.u8(SCREEN + 4));
    for (int block = file.u8(at); block != TRAILER; block = file.u8(at)) {
      switch (block) {
        case EXTENSION -> at = skipSubBlocks(file, at + 2);
        case IMAGE -> {
          width = Math.max(width, file.littleEndian(at + 1, 2) + file.littleEndian(at + 5, 2));
          height = Math.max(height, file.littleEndian(at + 3, 2) + file.littleEndian(at + 7, 2));
          at = skipImage(file, at + 1);
          pixels = true;
        }
        default ->
            throw new MalformedFileException(
                "no block starts with " + Integer.toHexString(block) + ", at " + at);
      }
    }
    if (!pixels) {
      throw new MalformedFileException("no picture before the trailer at " + at);
    }
    if (at + 1 != file.size()) {
      throw new MalformedFileException(
          file.size() - at - 1 + " bytes behind the trailer, at " + (at + 1));
    }
    return new MediaShape(MediaFormat.GIF, PixelSize.of(width, height), Optional.empty());
  }

  private static int tableBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static long skipImage(FileWindow file, long descriptor)
      throws IOException, MalformedFileException {
    int flags = file.u8(descriptor + IMAGE_DESCRIPTOR_BYTES - 1);
    long codeSize = descriptor + IMAGE_DESCRIPTOR_BYTES + tableBytes(flags);
    return skipSubBlocks(file, codeSize + 1);
  }

  private static long skipSubBlocks(FileWindow file, long from)
      throws IOException, MalformedFileException {
    long at = from;
    for (int length = file.u8(at); length != 0; length = file.u8(at)) {
      file.count(1);
      at += 1 + length;
    }
    return at + 1;
  }
}
