package dev.mediakeep.id;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reading and ordering of UUIDs; {@link UUID#compareTo} is signed and so not the order of text. */
final class Uuids {
  static final Comparator<UUID> UNSIGNED =
      Comparator.<UUID, Long>comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  private static final Pattern CANONICAL =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Uuids() {}

  static UUID parse(String field, String text) {
    if (!CANONICAL.matcher(text).matches()) {
      throw new InvalidValueException(
          field, field + " must be a UUID of 36 lower-case characters, was " + Rules.quote(text));
    }
    return UUID.fromString(text);
  }
}
