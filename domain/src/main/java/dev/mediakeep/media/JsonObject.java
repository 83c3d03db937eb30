package dev.mediakeep.media;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;

/**
 * A JSON object (RFC 8259) as its sender wrote it, kept character by character.
 *
 * @param text a syntactically valid object, at most 65,536 characters and 64 levels deep
 */
public record JsonObject(String text) {
  /** The most objects and lists that may stand within each other, the outermost counted. */
  public static final int MAX_DEPTH = 64;

  private static final int MAX_CHARS = 65_536;
  private static final String FIELD = "parameters";

  public JsonObject {
    Rules.text(FIELD, text, MAX_CHARS);
    JsonSyntax.check(text)
        .ifPresent(fault -> {
          throw new InvalidValueException(
              FIELD,
              FIELD
                  + fault.rule()
                  + " at character "
                  + fault.at()
                  + ": "
                  + Rules.quote(text.substring(fault.at())));
        });
  }

  /**
   * Reads an object that comes from outside. Other than one that is kept already, it must not name
   * a key twice: software differs about which of the two counts.
   *
   * @throws InvalidValueException when the text breaks a rule
   */
  public static JsonObject parse(String text) {
    JsonObject object = new JsonObject(text);
    JsonKeys.firstRepeated(text)
        .ifPresent(key -> {
          throw new InvalidValueException(
              FIELD, FIELD + " must name each key of an object once, twice is " + Rules.quote(key));
        });
    return object;
  }

  @Override
  public String toString() {
    return text;
  }
}
