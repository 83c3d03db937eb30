package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.regex.Pattern;

/**
 * A name that a caller gives a request, so that the same one sent twice is done once.
 *
 * @param value 1 to 200 visible ASCII characters
 */
public record IdempotencyKey(String value) {
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");

  public IdempotencyKey {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidValueException(
          "idempotencyKey",
          "idempotencyKey must be 1..200 visible ASCII characters, was " + Rules.quote(value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
