package dev.mediakeep.media;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JSON object (RFC 8259) as its sender wrote it, kept character by character.
 *
 * @param text a syntactically valid object, at most 65,536 characters and 64 levels deep
 */
public record JsonObject(String text) {
  private static final int MAX_CHARS = 65_536;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

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

  /**
   * The string that is the object's own member of that name; empty where there is none, or it is
   * something else. It may hold what the text of other values may not, as U+0000.
   */
  public Optional<String> string(String name) {
    return JsonMembers.find(text, name).filter(JsonMembers::isString).map(JsonMembers::decode);
  }

  /** The whole number that is the object's own member of that name; empty where there is none. */
  public Optional<Long> wholeNumber(String name) {
    return JsonMembers.find(text, name)
        .filter(value -> WHOLE_NUMBER.matcher(value).matches())
        .map(Long::valueOf);
  }

  @Override
  public String toString() {
    return text;
  }
}
