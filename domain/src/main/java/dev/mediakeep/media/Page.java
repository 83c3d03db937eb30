package dev.mediakeep.media;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A bounded part of a list.
 *
 * @param next where the next page starts; empty on the last one
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {
  public Page {
    items = List.copyOf(items);
    Objects.requireNonNull(next, "next");
  }
}
