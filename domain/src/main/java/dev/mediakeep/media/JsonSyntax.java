package dev.mediakeep.media;

import java.util.Optional;

/**
 * Checks the syntax of a JSON object without building it, so that the in-memory adapter refuses
 * what the database's CHECK refuses.
 */
final class JsonSyntax {
  private final String text;
  private int at;
  private boolean tooDeep;

  /**
   * What is wrong with a text.
   *
   * @param at the index of the first character that is
   * @param rule what it breaks, to be put behind the name of the field
   */
  record Fault(int at, String rule) {}

  private JsonSyntax(String text) {
    this.text = text;
  }

  /** What is wrong with the text; empty when it is an object. */
  static Optional<Fault> check(String text) {
    JsonSyntax syntax = new JsonSyntax(text);
    syntax.skipSpace();
    if (syntax.peek() == '{' && syntax.value(1)) {
      syntax.skipSpace();
      if (syntax.at == text.length()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Fault(Math.min(syntax.at, text.length()), syntax.rule()));
  }

  private String rule() {
    return tooDeep
        ? " must be at most " + JsonObject.MAX_DEPTH + " levels deep, is deeper"
        : " must be a JSON object, breaks";
  }

  private boolean value(int depth) {
    skipSpace();
    return switch (peek()) {
      case '{' -> sequence('}', depth, true);
      case '[' -> sequence(']', depth, false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean sequence(char end, int depth, boolean named) {
    tooDeep = depth > JsonObject.MAX_DEPTH;
    if (tooDeep) {
      return false;
    }
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
