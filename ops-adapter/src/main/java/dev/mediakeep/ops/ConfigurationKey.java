package dev.mediakeep.ops;

import java.util.Locale;

/**
 * One thing that can be configured.
 *
 * @param name lower case with dashes; the flag is this after two dashes
 * @param type what it is parsed to
 * @param defaultText what stands where nobody says anything; {@value #HOME_PLACE} in it stands for
 *     the home folder
 * @param parser reads and checks a text
 * @param purpose one line without a full stop
 */
record ConfigurationKey<T>(
    String name, Class<T> type, String defaultText, Parser<T> parser, String purpose) {
  /** Where the home folder goes in a default. */
  static final String HOME_PLACE = "{home}";

  /** What each environment variable of ours starts with. */
  static final String VARIABLE_PREFIX = "MEDIAKEEP_";

  /** Reads a value. */
  interface Parser<T> {
    /**
     * The value that the text stands for.
     *
     * @throws dev.mediakeep.error.InvalidValueException when the text breaks the key's rule
     */
    T parse(String name, String text);
  }

  T parse(String text) {
    return parser.parse(name, text);
  }

  String flag() {
    return "--" + name;
  }

  String variable() {
    return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** Whether it may be given several times, each adding to what was said before. */
  boolean isRepeatable() {
    return type == LaneRules.class;
  }

  /** Whether it says which home is meant, so that each verb's help has to show it. */
  boolean isAboutHome() {
    return name.equals("home") || name.equals("config");
  }
}
