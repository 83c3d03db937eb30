package dev.mediakeep.media;

import dev.mediakeep.error.Rules;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.MediaId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * An image or a video as a person sees it.
 *
 * @param blob the file behind it
 * @param createdAt when it came in, in whole milliseconds
 * @param version 1 when it comes in, one more at each change
 * @param trashedAt when it was moved to the trash, in whole milliseconds; empty while it is not
 *     there
 */
public record Media(
    MediaId id,
    Blob blob,
    MediaDetails details,
    Instant createdAt,
    long version,
    Optional<Instant> trashedAt) {
  public Media {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(blob, "blob");
    Objects.requireNonNull(details, "details");
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    Rules.inRange("version", version, 1, Long.MAX_VALUE);
    trashedAt = trashedAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
  }

  /** An item that has just come in. */
  public static Media of(MediaId id, Blob blob, MediaDetails details, Instant createdAt) {
    return new Media(id, blob, details, createdAt, 1, Optional.empty());
  }

  public MediaKind kind() {
    return blob.shape().format().kind();
  }

  public boolean isTrashed() {
    return trashedAt.isPresent();
  }

  /** Its next version, with other details. */
  Media withDetails(MediaDetails changed) {
    return new Media(id, blob, changed, createdAt, version + 1, trashedAt);
  }

  /** Its next version, in the trash since then. */
  Media trashed(Instant at) {
    return new Media(id, blob, details, createdAt, version + 1, Optional.of(at));
  }

  /** Its next version, out of the trash. */
  Media restored() {
    return new Media(id, blob, details, createdAt, version + 1, Optional.empty());
  }

  /** The same version, with its parent forgotten. */
  public Media withoutParent() {
    MediaDetails orphaned = details.toBuilder().origin(details.origin().withoutParent()).build();
    return new Media(id, blob, orphaned, createdAt, version, trashedAt);
  }
}
