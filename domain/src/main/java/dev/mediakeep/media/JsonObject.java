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

  @Override
  public String toString() {
    return text;
  }
}
