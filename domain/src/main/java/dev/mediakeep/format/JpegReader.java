package dev.mediakeep.format;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JPEG: segments from SOI to EOI. What stands behind EOI is left alone, since cameras write
 * previews and clips there.
 */
final class JpegReader implements FormatReader {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int TEM = 0x01;
  private static final int RST0 = 0xd0;
  private static final int RST7 = 0xd7;
  private static final int APP1 = 0xe1;

  @Override
  public MediaShape read(FileWindow file) throws IOException, MalformedFileException {
    return new Walk(file).shape();
  }

  /** One pass over one file. */
  private static final class Walk {
    private final FileWindow file;
    private @Nullable Dimensions frame;
    private boolean scanned;
    private Optional<Boolean> turned = Optional.empty();

    Walk(FileWindow file) {
      this.file = file;
    }

    MediaShape shape() throws IOException, MalformedFileException {
      long at = 2;
      while (true) {
        at = marker(at);
        int marker = file.u8(at);
        at++;
        if (marker == EOI) {
          return result(at);
        }
        if (marker != TEM && !isRestart(marker)) {
          at = segment(marker, at);
        }
      }
    }

    /** The position of the marker's second byte; fill bytes before it are skipped. */
    private long marker(long at) throws IOException, MalformedFileException {
      file.count(1);
      if (file.u8(at) != 0xff) {
        throw new MalformedFileException("no marker at " + at);
      }
      long code = at + 1;
      while (file.u8(code) == 0xff) {
        code++;
      }
      return code;
    }

    private long segment(int marker, long at) throws IOException, MalformedFileException {
      int length = file.u16(at);
      long end = at + length;
      if (marker == 0 || marker == SOI || length < 2 || end > file.size()) {
        throw new MalformedFileException(
            "no whole segment behind marker " + Integer.toHexString(marker) + " at " + (at - 2));
      }
      if (isFrame(marker)) {
        frame(at, end);
      } else if (marker == APP1 && turned.isEmpty()) {
        turned = ExifOrientation.find(file, at + 2, end).map(ExifOrientation::isTurned);
      } else if (marker == SOS) {
        return scan(end);
      }
      return end;
    }

    private void frame(long at, long end) throws IOException, MalformedFileException {
      if (frame != null || end - at < 8) {
        throw new MalformedFileException("a second or too short frame header at " + (at - 2));
      }
      frame = PixelSize.of(file.u16(at + 5), file.u16(at + 3));
    }

    /** Skips compressed data to the next marker that ends it. */
    private long scan(long from) throws IOException, MalformedFileException {
      if (frame == null) {
        throw new MalformedFileException("a scan without a frame header before it, at " + from);
      }
      scanned = true;
      long at = file.find(0xff, from);
      while (at + 1 < file.size()) {
        int next = file.u8(at + 1);
        if (next != 0 && next != 0xff && !isRestart(next)) {
          return at;
        }
        at = file.find(0xff, next == 0xff ? at + 1 : at + 2);
      }
      throw new MalformedFileException("no EOI marker before the file's end at " + file.size());
    }

    private MediaShape result(long end) throws MalformedFileException {
      if (frame == null || !scanned) {
        throw new MalformedFileException("no picture before EOI at " + (end - 2));
      }
      Dimensions shown = turned.orElse(false) ? PixelSize.turned(frame) : frame;
      return new MediaShape(MediaFormat.JPEG, shown, Optional.empty());
    }
  }

  private static boolean isRestart(int marker) {
    return marker >= RST0 && marker <= RST7;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }
}
