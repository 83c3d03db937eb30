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
  /** The most objects and lists that may stand within each other, the outermost counted. */
  public static final int MAX_DEPTH = 64;

  private static final int MAX_CHARS = 65_536;
  private static final String FIELD = "parameters";
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

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

  /**
   * The string that is the object's own member of that name; empty where there is none, or it is
   * something else. It may hold what the text of other values may not, as U+0000.
   */
  public Optional<String> string(String name) {
    return JsonMembers.find(text, name).filter(JsonMembers::isString).map(JsonMembers::decode);
  }

  /** The object that is this one's own member of that name; empty where there is none. */
  public Optional<JsonObject> object(String name) {
    return JsonMembers.find(text, name).filter(value -> value.startsWith("{")).map(JsonObject::new);
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
