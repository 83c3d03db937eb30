package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import java.util.Arrays;
import java.util.List;

/**
 * Lanes that are to be there.
 *
 * @param values each with the most jobs that may be under way in it; otherwise as by default
 */
record LaneRules(List<LaneRule> values) {
  LaneRules {
    values = List.copyOf(values);
  }

  /** Reads {@code provider/model=8} or {@code provider/model}, with commas between them. */
  static LaneRules parse(String field, String text) {
    return new LaneRules(
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(part -> rule(field, part))
            .toList());
  }

  private static LaneRule rule(String field, String text) {
    String[] parts = text.split("=", 2);
    try {
      LaneRule plain = LaneRule.ofDefaults(Lane.parse(parts[0]));
      return parts.length == 1
          ? plain
          : new LaneRule(plain.lane(), plain.maxQueued(), Integer.parseInt(parts[1]));
    } catch (InvalidValueException | NumberFormatException e) {
      throw new InvalidValueException(
          field,
          field
              + " must be provider/model or provider/model=RUNNING, with commas between them, was "
              + Rules.quote(text));
    }
  }
}
