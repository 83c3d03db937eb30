package dev.mediakeep.benchmarks;

import java.util.Locale;

/** What the ratio to the reference must be. */
sealed interface Target {
  /** The ratio is only told. */
  record None() implements Target {}

  record AtLeast(double ratio) implements Target {}

  record AtMost(double ratio) implements Target {}

  default boolean isMetBy(double ratio) {
    return switch (this) {
      case None() -> true;
      case AtLeast(double least) -> ratio >= least;
      case AtMost(double most) -> ratio <= most;
    };
  }

  /** The rule and whether it is kept, as it stands in the table. */
  default String verdict(double ratio) {
    String rule =
        switch (this) {
          case None() -> "";
          case AtLeast(double least) -> String.format(Locale.ROOT, "≥ %.2f ", least);
          case AtMost(double most) -> String.format(Locale.ROOT, "≤ %.2f ", most);
        };
    return rule.isEmpty() ? "" : rule + (isMetBy(ratio) ? "met" : "MISSED");
  }
}
