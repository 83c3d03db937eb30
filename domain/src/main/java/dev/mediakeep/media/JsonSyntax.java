package dev.mediakeep.media;

/**
 * Checks the syntax of a JSON object without building it, so that the in-memory adapter refuses
 * what the database's CHECK refuses.
 */
final class JsonSyntax {
  private static final int MAX_DEPTH = 64;
  private static final int VALID = -1;

  private final String text;
  private int at;

  private JsonSyntax(String text) {
    this.text = text;
  }

  /** The index of the first character that breaks the syntax, or −1 where none does. */
  static int firstFault(String text) {
    JsonSyntax syntax = new JsonSyntax(text);
    syntax.skipSpace();
    if (syntax.peek() == '{' && syntax.value(1)) {
      syntax.skipSpace();
      return syntax.at == text.length() ? VALID : syntax.at;
    }
    return Math.min(syntax.at, text.length());
  }

  private boolean value(int depth) {
    skipSpace();
    return switch (peek()) {
      case '{' -> depth <= MAX_DEPTH && sequence('}', depth, true);
      case '[' -> depth <= MAX_DEPTH && sequence(']', depth, false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean sequence(char end, int depth, boolean named) {
    at++;
    skipSpace();
    if (take(end)) {
      return true;
    }
    do {
      if ((named && !name()) || !value(depth + 1)) {
        return false;
      }
      skipSpace();
    } while (take(','));
    return take(end);
  }

  private boolean name() {
    skipSpace();
    if (peek() != '"' || !string()) {
      return false;
    }
    skipSpace();
    return take(':');
  }

  private boolean string() {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
      at++;
    }
    return false;
  }

  /** Steps from the backslash to the last character of a valid escape. */
  private boolean escape() {
    at++;
    if (peek() != 'u') {
      return "\"\\/bfnrt".indexOf(peek()) >= 0;
    }
    for (int digit = 0; digit < 4; digit++) {
      at++;
      if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
        return false;
      }
    }
    return true;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean word(String word) {
    boolean matches = text.startsWith(word, at);
    at += matches ? word.length() : 0;
    return matches;
  }

  private boolean take(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The character at hand; past the end one that no rule accepts. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
