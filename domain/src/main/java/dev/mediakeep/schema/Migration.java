package dev.mediakeep.schema;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of the schema.
 *
 * @param id its stable name, such as {@code 0001-create-media}
 * @param appliedAt when it was applied to this store; empty while it is pending
 */
public record Migration(String id, Optional<Instant> appliedAt) {
  public Migration {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(appliedAt, "appliedAt");
  }
}
