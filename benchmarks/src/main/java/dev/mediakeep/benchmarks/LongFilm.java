package dev.mediakeep.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real MP4 that is as long as one likes and takes no room: what follows the film is a hole. */
final class LongFilm {
  private static final int BOX_HEADER_BYTES = 8;

  private LongFilm() {}

  /** Copies a film and lets a box of free space follow it, up to that size, at most 2 GB. */
  static Path make(Path film, Path longer, int bytes) throws IOException {
    Files.copy(film, longer);
    try (RandomAccessFile file = new RandomAccessFile(longer.toFile(), "rw")) {
      int rest = Math.toIntExact(bytes - file.length());
      if (rest < BOX_HEADER_BYTES) {
        throw new IllegalArgumentException("bytes must exceed the film's, was " + bytes);
      }
      file.seek(file.length());
      file.writeInt(rest);
      file.write("free".getBytes(StandardCharsets.US_ASCII));
      file.setLength(bytes);
    }
    return longer;
  }
}
