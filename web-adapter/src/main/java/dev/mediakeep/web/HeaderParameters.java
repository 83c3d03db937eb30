package dev.mediakeep.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters behind the value of a header: {@code ; name=value; other="a \"quoted\" one"}. */
final class HeaderParameters {
  private static final Pattern PARAMETER =
      Pattern.compile(
          "[ \\t]*;[ \\t]*(?:([^\\s=;\"]+)[ \\t]*=[ \\t]*"
              + "(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^\\s;\"]*)))?");

  private HeaderParameters() {}

  /**
   * The first value of that name.
   *
   * @param text the parameters, each with its semicolon before it; what comes after a fault in them
   *     is not looked at
   */
  static Optional<String> find(String text, String name) {
    Matcher parameter = PARAMETER.matcher(text);
    int at = 0;
    while (at < text.length() && parameter.find(at) && parameter.start() == at) {
      if (name.equalsIgnoreCase(parameter.group(1))) {
        return Optional.of(valueOf(parameter));
      }
      at = parameter.end();
    }
    return Optional.empty();
  }

  private static String valueOf(Matcher parameter) {
    String quoted = parameter.group(2);
    return quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
  }
}
