package dev.mediakeep.media;

import dev.mediakeep.error.Rules;
import dev.mediakeep.format.MediaShape;
import java.util.Objects;

/**
 * An immutable file, named by its hash. Several media items may share one.
 *
 * @param hash the SHA-256 of all its bytes
 * @param sizeBytes 1 or more
 * @param shape what its bytes say it is
 */
public record Blob(Sha256 hash, long sizeBytes, MediaShape shape) {
  public Blob {
    Objects.requireNonNull(hash, "hash");
    Rules.inRange("bytes", sizeBytes, 1, Long.MAX_VALUE);
    Objects.requireNonNull(shape, "shape");
  }

  public BlobKey key() {
    return new BlobKey(hash, shape.format());
  }
}
