package dev.mediakeep.id;

import java.util.Objects;
import java.util.UUID;

/** The identity of a store: its database and each of its folders carry the same one. */
public record InstanceId(UUID value) {
  public InstanceId {
    Objects.requireNonNull(value, "value");
  }

  /**
   * Reads the canonical form of 36 lower-case characters.
   *
   * @throws dev.mediakeep.error.InvalidValueException when the text is anything else
   */
  public static InstanceId parse(String text) {
    return new InstanceId(Uuids.parse("instance", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
