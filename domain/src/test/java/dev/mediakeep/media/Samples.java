package dev.mediakeep.media;

import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.id.MediaId;
import java.time.Instant;
import java.util.Optional;

/** Items for tests that may not know the testkit. */
final class Samples {
  static final Instant TIME = Instant.parse("2026-05-01T12:00:00Z");

  private Samples() {}

  static Media image(MediaId id) {
    return image(id, TIME);
  }

  static Media image(MediaId id, Instant createdAt) {
    MediaShape shape = new MediaShape(MediaFormat.PNG, new Dimensions(640, 480), Optional.empty());
    Blob blob = new Blob(new Sha256("ab".repeat(32)), 1_000, shape);
    return Media.of(id, blob, MediaDetails.ofDefaults(), createdAt);
  }
}
