package dev.mediakeep.error;

/**
 * The rules that more than one value is checked by. Each returns the value or throws an {@link
 * InvalidValueException} that names field, rule and value.
 */
public final class Rules {
  private static final int QUOTED_CHARS = 60;

  private Rules() {}

  /** A number within bounds, both included. */
  public static long inRange(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new InvalidValueException(
          field, field + " must be " + min + ".." + max + ", was " + value);
    }
    return value;
  }

  /** A short name on one line: 1 to {@code maxChars} characters, no control character. */
  public static String name(String field, String value, int maxChars) {
    text(field, value, maxChars);
    if (value.isBlank()) {
      throw new InvalidValueException(field, field + " must not be blank");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidValueException(
          field, field + " must not hold control characters, was " + quote(value));
    }
    return value;
  }

  /** Text that may be empty and span lines: well-formed Unicode without U+0000. */
  public static String text(String field, String value, int maxChars) {
    if (value.length() > maxChars) {
      throw new InvalidValueException(
          field, field + " must be at most " + maxChars + " characters, was " + value.length());
    }
    if (value.indexOf('\0') >= 0) {
      throw new InvalidValueException(field, field + " must not hold U+0000");
    }
    if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw new InvalidValueException(field, field + " must be well-formed Unicode");
    }
    return value;
  }

  /** The value as it may stand in a message: quoted, cut, without control characters. */
  public static String quote(String value) {
    String shown = value.length() <= QUOTED_CHARS ? value : value.substring(0, QUOTED_CHARS) + "…";
    StringBuilder out = new StringBuilder("'");
    shown.codePoints().map(c -> Character.isISOControl(c) ? '?' : c).forEach(out::appendCodePoint);
    return out.append('\'').toString();
  }
}
