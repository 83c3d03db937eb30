package dev.mediakeep.id;

import java.util.Objects;
import java.util.UUID;

/** The identity of a video job: a UUIDv7, so that ids sort by creation. */
public record JobId(UUID value) implements Comparable<JobId> {
  public JobId {
    Objects.requireNonNull(value, "value");
  }

  /**
   * Reads the canonical form of 36 lower-case characters.
   *
   * @throws dev.mediakeep.error.InvalidValueException when the text is anything else
   */
  public static JobId parse(String text) {
    return new JobId(Uuids.parse("job", text));
  }

  @Override
  public int compareTo(JobId other) {
    return Uuids.UNSIGNED.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
