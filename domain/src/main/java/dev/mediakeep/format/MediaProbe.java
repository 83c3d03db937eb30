package dev.mediakeep.format;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** Finds out what a file is, from its bytes alone. Implementations are thread-safe. */
public interface MediaProbe {
  /** As many leading bytes as {@link #sniff} ever looks at. */
  int SNIFF_BYTES = 4096;

  /**
   * The format that a file with these leading bytes claims to be.
   *
   * @param head the first {@link #SNIFF_BYTES} of the file, or all of a shorter one
   */
  Optional<MediaFormat> sniff(byte[] head);

  /**
   * Reads the file's structure. Memory and time are bounded whatever the bytes say; pixels are
   * never decoded.
   *
   * @param file a readable channel over the whole file; its position is moved, it is not closed
   * @throws IOException when the channel fails; what the bytes say never throws
   */
  ProbeResult probe(SeekableByteChannel file) throws IOException;
}
