package dev.mediakeep.media;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;

/**
 * A JSON object (RFC 8259) as its sender wrote it, kept character by character.
 *
 * @param text a syntactically valid object, at most 65,536 characters and 64 levels deep
 */
public record JsonObject(String text) {
  private static final int MAX_CHARS = 65_536;

  public JsonObject {
    Rules.text("parameters", text, MAX_CHARS);
    int at = JsonSyntax.firstFault(text);
    if (at >= 0) {
      throw new InvalidValueException(
          "parameters",
          "parameters must be a JSON object, breaks at character "
              + at
              + ": "
              + Rules.quote(text.substring(at)));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
