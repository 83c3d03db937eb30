package dev.mediakeep.media;

import dev.mediakeep.error.Rules;
import java.util.Objects;
import java.util.Optional;

/**
 * What is said of bytes that are about to come in.
 *
 * @param details what people and apps say of them
 * @param declaredType the media type that the sender declares; empty where it declares none
 * @param declaredBytes the exact length that the sender declares, 0 or more; empty where it
 *     declares none
 * @param duplicates what to do where the owner already has these bytes
 */
public record NewMedia(
    MediaDetails details,
    Optional<String> declaredType,
    Optional<Long> declaredBytes,
    Duplicates duplicates) {
  /** What to do where the owner already has the same bytes outside the trash. */
  public enum Duplicates {
    /** Add another item that shares the blob. */
    ADD,
    /** Answer with the item that is there. */
    REUSE
  }

  public NewMedia {
    Objects.requireNonNull(details, "details");
    Objects.requireNonNull(declaredType, "declaredType");
    declaredBytes.ifPresent(length -> Rules.inRange("declaredBytes", length, 0, Long.MAX_VALUE));
    Objects.requireNonNull(duplicates, "duplicates");
  }

  /** Nothing declared; duplicates are added. */
  public static NewMedia of(MediaDetails details) {
    return new NewMedia(details, Optional.empty(), Optional.empty(), Duplicates.ADD);
  }

  public NewMedia declaringType(String type) {
    return new NewMedia(details, Optional.of(type), declaredBytes, duplicates);
  }

  public NewMedia declaringBytes(long length) {
    return new NewMedia(details, declaredType, Optional.of(length), duplicates);
  }

  /** The same, but answered with the owner's existing item where there is one. */
  public NewMedia reusingDuplicates() {
    return new NewMedia(details, declaredType, declaredBytes, Duplicates.REUSE);
  }
}
