package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Port numbers.
 *
 * @param values each 1 to 65,535
 */
record Ports(Set<Integer> values) {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_DIGITS = 5;

  Ports {
    values = Set.copyOf(values);
  }

  /** Reads numbers with commas between them; there may be none. */
  static Ports parse(String field, String text) {
    List<String> words =
        Arrays.stream(text.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    Set<Integer> ports = new LinkedHashSet<>();
    for (String word : words) {
      if (!isPort(word)) {
        throw new InvalidValueException(
            field,
            field
                + " must be numbers 1.."
                + MAX_PORT
                + " with commas between them, was "
                + Rules.quote(word));
      }
      ports.add(Integer.parseInt(word));
    }
    return new Ports(ports);
  }

  private static boolean isPort(String word) {
    return word.length() <= MAX_DIGITS
        && word.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(word) >= 1
        && Integer.parseInt(word) <= MAX_PORT;
  }
}
