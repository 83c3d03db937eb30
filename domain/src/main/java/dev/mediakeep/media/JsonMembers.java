package dev.mediakeep.media;

import java.util.Optional;

/** Finds a member of a JSON object whose syntax has been checked. */
final class JsonMembers {
  private static final int HEX_DIGITS = 4;
  private static final int HEX = 16;

  private final String text;
  private int at = 1;

  private JsonMembers(String object) {
    text = object.strip();
  }

  /** The value of that name as it is written; of several, the last, as most readers take it. */
  static Optional<String> find(String object, String name) {
    JsonMembers members = new JsonMembers(object);
    Optional<String> found = Optional.empty();
    while (members.hasNext()) {
      String member = decode(members.token());
      members.skip(" \t\n\r:");
      String value = members.token();
      if (member.equals(name)) {
        found = Optional.of(value);
      }
    }
    return found;
  }

  private boolean hasNext() {
    skip(" \t\n\r,");
    return text.charAt(at) != '}';
  }

  private void skip(String characters) {
    while (characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** A name or a value, from where it starts to where it ends. */
  private String token() {
    int start = at;
    int depth = 0;
    do {
      char c = text.charAt(at);
      if (c == '"') {
        skipString();
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      at++;
    } while (depth > 0 || " \t\n\r,:}".indexOf(text.charAt(at)) < 0);
    return text.substring(start, at);
  }

  /** Steps from the opening to the closing quote. */
  private void skipString() {
    at++;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
  }

  static boolean isString(String value) {
    return value.startsWith("\"");
  }

  /** The string that a value stands for. */
  static String decode(String value) {
    StringBuilder out = new StringBuilder();
    int index = 1;
    while (index < value.length() - 1) {
      char c = value.charAt(index);
      if (c != '\\') {
        out.append(c);
      } else if (value.charAt(++index) == 'u') {
        int end = index + 1 + HEX_DIGITS;
        out.append((char) Integer.parseInt(value, index + 1, end, HEX));
        index = end - 1;
      } else {
        out.append(unescape(value.charAt(index)));
      }
      index++;
    }
    return out.toString();
  }

  private static char unescape(char letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }
}
