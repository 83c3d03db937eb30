package dev.mediakeep.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The keys of the objects in a text whose syntax is known to be right. */
final class JsonKeys {
  private static final int HEX = 16;
  private static final int HEX_DIGITS = 4;

  private final String text;
  private int at;

  private JsonKeys(String text) {
    this.text = text;
  }

  /** The first key that an object has a second time, however it is escaped; empty without one. */
  static Optional<String> firstRepeated(String text) {
    return new JsonKeys(text).firstRepeated();
  }

  private Optional<String> firstRepeated() {
    Deque<Set<String>> open = new ArrayDeque<>();
    while (at < text.length()) {
      char c = text.charAt(at);
      at++;
      switch (c) {
        case '{', '[' -> open.push(new HashSet<>());
        case '}', ']' -> open.pop();
        case '"' -> {
          String value = string();
          if (isBeforeColon() && !open.element().add(value)) {
            return Optional.of(value);
          }
        }
        default -> {} // a key is a string; nothing else matters
      }
    }
    return Optional.empty();
  }

  /** What the string says that starts here; steps behind its end. */
  private String string() {
    StringBuilder value = new StringBuilder();
    char c = text.charAt(at);
    while (c != '"') {
      value.append(c == '\\' ? escaped() : c);
      at++;
      c = text.charAt(at);
    }
    at++;
    return value.toString();
  }

  /** What the escape stands for; steps from its backslash to its last character. */
  private char escaped() {
    at++;
    char c = text.charAt(at);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += HEX_DIGITS;
        yield (char) Integer.parseInt(text, at - HEX_DIGITS + 1, at + 1, HEX);
      }
      default -> c;
    };
  }

  private boolean isBeforeColon() {
    int next = at;
    while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    return next < text.length() && text.charAt(next) == ':';
  }
}
