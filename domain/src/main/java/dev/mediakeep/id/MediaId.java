package dev.mediakeep.id;

import java.util.Objects;
import java.util.UUID;

/** The identity of a media item: a UUIDv7, so that ids sort by creation. */
public record MediaId(UUID value) implements Comparable<MediaId> {
  public MediaId {
    Objects.requireNonNull(value, "value");
  }

  /**
   * Reads the canonical form of 36 lower-case characters.
   *
   * @throws dev.mediakeep.error.InvalidValueException when the text is anything else
   */
  public static MediaId parse(String text) {
    return new MediaId(Uuids.parse("id", text));
  }

  @Override
  public int compareTo(MediaId other) {
    return Uuids.UNSIGNED.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
