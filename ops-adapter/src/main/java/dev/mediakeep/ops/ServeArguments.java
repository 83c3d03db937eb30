package dev.mediakeep.ops;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a faultless {@code serve} without picocli, which would cost the start of the service more
 * than the rest of its configuration. Whatever it does not understand is left to picocli, help and
 * complaints among it, so that there is one place that explains.
 */
final class ServeArguments {
  private static final String VERB = "serve";
  private static final String DASHES = "--";

  private ServeArguments() {}

  /** The flags by key; empty when this is no {@code serve} or not a faultless one. */
  static Optional<Map<String, String>> parse(String... args) {
    if (args.length == 0 || !args[0].equals(VERB)) {
      return Optional.empty();
    }
    Map<String, String> flags = new HashMap<>();
    int at = 1;
    while (at < args.length) {
      String word = args[at];
      int equals = word.indexOf('=');
      boolean joined = equals >= 0;
      if (!word.startsWith(DASHES) || (!joined && isLastOrBeforeFlag(args, at))) {
        return Optional.empty();
      }
      String key = word.substring(DASHES.length(), joined ? equals : word.length());
      String value = joined ? word.substring(equals + 1) : args[at + 1];
      Optional<ConfigurationKey<?>> known = keyOf(key);
      if (known.isEmpty() || (flags.containsKey(key) && !known.get().isRepeatable())) {
        return Optional.empty();
      }
      flags.merge(key, value, (first, next) -> first + "," + next);
      at += joined ? 1 : 2;
    }
    return Optional.of(flags);
  }

  private static boolean isLastOrBeforeFlag(String[] args, int at) {
    return at + 1 == args.length || args[at + 1].startsWith("-");
  }

  private static Optional<ConfigurationKey<?>> keyOf(String name) {
    for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
      if (key.name().equals(name)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
