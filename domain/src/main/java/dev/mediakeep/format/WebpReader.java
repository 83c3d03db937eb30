package dev.mediakeep.format;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads WebP: a RIFF file of VP8, VP8L or VP8X chunks, still or animated. */
final class WebpReader implements FormatReader {
  private static final int RIFF_HEADER_BYTES = 8;
  private static final int FIRST_CHUNK = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int EXTENDED_BYTES = 10;
  private static final int FRAME_HEADER_BYTES = 16;

  @Override
  public MediaShape read(FileWindow file) throws IOException, MalformedFileException {
    requireWholeRiff(file);
    Dimensions canvas = null;
    Dimensions still = null;
    boolean frames = false;
    long at = FIRST_CHUNK;
    while (at < file.size()) {
      Chunk chunk = Chunk.at(file, at, file.size());
      switch (chunk.type) {
        case "VP8X" -> canvas = canvas == null ? canvas(file, chunk) : canvas;
        case "VP8 ", "VP8L" -> still = still == null ? bitstream(file, chunk) : still;
        case "ANMF" -> {
          requireFrame(file, chunk, canvas);
          frames = true;
        }
        default -> {}
      }
      at = chunk.next;
    }
    return new MediaShape(MediaFormat.WEBP, shown(canvas, still, frames), Optional.empty());
  }

  private static void requireWholeRiff(FileWindow file) throws IOException, MalformedFileException {
    long end = RIFF_HEADER_BYTES + file.littleEndian(4, 4);
    if (end + (end & 1) != file.size()) {
      throw new MalformedFileException(
          "RIFF chunk ends at " + end + ", the file at " + file.size());
    }
  }

  private static Dimensions shown(
      @Nullable Dimensions canvas, @Nullable Dimensions still, boolean frames)
      throws MalformedFileException {
    if (still != null && canvas != null && !still.equals(canvas)) {
      throw new MalformedFileException("picture is " + still + ", its canvas is " + canvas);
    }
    if (still != null) {
      return still;
    }
    if (canvas == null || !frames) {
      throw new MalformedFileException("no picture chunk");
    }
    return canvas;
  }

  private static Dimensions canvas(FileWindow file, Chunk chunk)
      throws IOException, MalformedFileException {
    chunk.requireBytes(EXTENDED_BYTES);
    return PixelSize.of(
        1 + file.littleEndian(chunk.body + 4, 3), 1 + file.littleEndian(chunk.body + 7, 3));
  }

  private static Dimensions bitstream(FileWindow file, Chunk chunk)
      throws IOException, MalformedFileException {
    return chunk.type.equals("VP8L") ? lossless(file, chunk) : lossy(file, chunk);
  }

  private static Dimensions lossy(FileWindow file, Chunk chunk)
      throws IOException, MalformedFileException {
    chunk.requireBytes(10);
    boolean keyFrame = (file.u8(chunk.body) & 1) == 0;
    if (!keyFrame || file.u24(chunk.body + 3) != 0x9d012a) {
      throw new MalformedFileException("no VP8 key frame at " + chunk.body);
    }
    long size = file.littleEndian(chunk.body + 6, 4);
    return PixelSize.of(size & 0x3fff, (size >> 16) & 0x3fff);
  }

  private static Dimensions lossless(FileWindow file, Chunk chunk)
      throws IOException, MalformedFileException {
    chunk.requireBytes(5);
    if (file.u8(chunk.body) != 0x2f) {
      throw new MalformedFileException("no VP8L signature at " + chunk.body);
    }
    long size = file.littleEndian(chunk.body + 1, 4);
    return PixelSize.of(1 + (size & 0x3fff), 1 + ((size >> 14) & 0x3fff));
  }

  /** An animation's frame lies on the canvas and holds a picture of its own size. */
  private static void requireFrame(FileWindow file, Chunk frame, @Nullable Dimensions canvas)
      throws IOException, MalformedFileException {
    frame.requireBytes(FRAME_HEADER_BYTES);
    long right = 2 * file.littleEndian(frame.body, 3);
    long bottom = 2 * file.littleEndian(frame.body + 3, 3);
    Dimensions size =
        PixelSize.of(
            1 + file.littleEndian(frame.body + 6, 3), 1 + file.littleEndian(frame.body + 9, 3));
    if (canvas == null
        || right + size.width() > canvas.width()
        || bottom + size.height() > canvas.height()) {
      throw new MalformedFileException("frame at " + frame.start + " exceeds the canvas");
    }
    long at = frame.body + FRAME_HEADER_BYTES;
    while (at < frame.end) {
      Chunk chunk = Chunk.at(file, at, frame.end);
      if (chunk.type.equals("VP8 ") || chunk.type.equals("VP8L")) {
        if (!bitstream(file, chunk).equals(size)) {
          throw new MalformedFileException("picture at " + at + " is not of its frame's size");
        }
        return;
      }
      at = chunk.next;
    }
    throw new MalformedFileException("no picture in the frame at " + frame.start);
  }

  /** A RIFF chunk; {@code next} is {@code end} padded to an even position. */
  private record Chunk(String type, long start, long body, long end, long next) {
    static Chunk at(FileWindow file, long at, long limit)
        throws IOException, MalformedFileException {
      file.count(1);
      String type = file.latin(at, 4);
      long length = file.littleEndian(at + 4, 4);
      long body = at + CHUNK_HEADER_BYTES;
      long end = body + length;
      long next = end + (length & 1);
      if (next > limit) {
        throw new MalformedFileException(
            "chunk at " + at + " ends at " + next + ", past its parent's end at " + limit);
      }
      return new Chunk(type, at, body, end, next);
    }

    void requireBytes(int least) throws MalformedFileException {
      if (end - body < least) {
        throw new MalformedFileException(
            "chunk at " + start + " must have " + least + " bytes, has " + (end - body));
      }
    }
  }
}
