package dev.mediakeep.media;

import dev.mediakeep.format.MediaFormat;
import java.util.Objects;

/**
 * What names a stored file. The same bytes always have the same format, so the hash is enough to
 * tell two keys apart.
 */
public record BlobKey(Sha256 hash, MediaFormat format) {
  public BlobKey {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(format, "format");
  }

  @Override
  public String toString() {
    return hash + "." + format.extension();
  }
}
