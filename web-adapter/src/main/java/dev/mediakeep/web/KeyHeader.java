package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.job.IdempotencyKey;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Idempotency-Key}. The draft of its standard (draft-ietf-httpapi-idempotency-key
 * -header-06) puts the key in quotes; what has been in use for longer does not. Both are read, as
 * the same key.
 */
final class KeyHeader {
  static final HeaderName NAME = HeaderNames.create("Idempotency-Key");

  /** Says that nothing new was made: a name that is widely used, and no part of the draft. */
  static final HeaderName REPLAYED = HeaderNames.create("Idempotent-Replayed");

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*+)\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private KeyHeader() {}

  static Optional<IdempotencyKey> of(Call call) {
    return call.header(NAME).map(KeyHeader::parse);
  }

  static IdempotencyKey parse(String header) {
    String text = header.strip();
    Matcher quoted = QUOTED.matcher(text);
    if (quoted.matches()) {
      return key(header, ESCAPE.matcher(quoted.group(1)).replaceAll("$1"));
    }
    return key(header, text.startsWith("\"") ? "" : text);
  }

  private static IdempotencyKey key(String header, String key) {
    try {
      return new IdempotencyKey(key);
    } catch (InvalidValueException e) {
      throw new InvalidValueException(
          NAME.defaultCase(),
          NAME.defaultCase()
              + " must be 1..200 visible ASCII characters, in quotes or not, was "
              + Rules.quote(header));
    }
  }
}
