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
    if (value.codePoints().anyMatch(Rules::breaksLine)) {
      throw new InvalidValueException(
          field, field + " must be one line without control characters, was " + quote(value));
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

  private static boolean breaksLine(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /**
   * The value as it may stand in a message: quoted, cut, on one line, and without what a terminal
   * or a reader would obey.
   */
  public static String quote(String value) {
    StringBuilder out = new StringBuilder("'");
    cut(value).codePoints().map(c -> isPlain(c) ? c : '?').forEach(out::appendCodePoint);
    return out.append('\'').toString();
  }

  private static String cut(String value) {
    if (value.length() <= QUOTED_CHARS) {
      return value;
    }
    boolean splitsPair = Character.isHighSurrogate(value.charAt(QUOTED_CHARS - 1));
    return value.substring(0, splitsPair ? QUOTED_CHARS - 1 : QUOTED_CHARS) + "…";
  }

  private static boolean isPlain(int codePoint) {
    int type = Character.getType(codePoint);
    return !breaksLine(codePoint) && type != Character.FORMAT && type != Character.SURROGATE;
  }
}
