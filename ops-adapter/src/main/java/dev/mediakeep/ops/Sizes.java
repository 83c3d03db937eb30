package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.List;
import java.util.Locale;

/** Amounts of bytes and pixels, as people write and read them. */
final class Sizes {
  /**
   * A unit's name and how much it is.
   *
   * @param symbol compared without case
   */
  private record Unit(String symbol, long factor) {}

  private static final List<Unit> BYTES =
      List.of(
          new Unit("", 1),
          new Unit("B", 1),
          new Unit("KB", 1_000),
          new Unit("MB", 1_000_000),
          new Unit("GB", 1_000_000_000),
          new Unit("TB", 1_000_000_000_000L),
          new Unit("KiB", 1L << 10),
          new Unit("MiB", 1L << 20),
          new Unit("GiB", 1L << 30),
          new Unit("TiB", 1L << 40));
  private static final List<Unit> PIXELS = List.of(new Unit("", 1), new Unit("MP", 1_000_000));
  private static final List<String> SHOWN = List.of("kB", "MB", "GB", "TB", "PB", "EB");
  private static final double STEP = 1_000;

  private Sizes() {}

  /**
   * Reads {@code 50MB}, {@code 64MiB} or {@code 50000000}.
   *
   * @throws InvalidValueException when the text is anything else, zero, or too much for a long
   */
  static long parseBytes(String field, String text) {
    return parse(field, text, BYTES, "a size such as 50MB, 2GB, 64MiB or 50000000");
  }

  /**
   * Reads what {@link #parseBytes} reads, and {@code 0}.
   *
   * @throws InvalidValueException when the text is anything else, or too much for a long
   */
  static long parseBytesOrNone(String field, String text) {
    return text.equals("0") ? 0 : parseBytes(field, text);
  }

  /**
   * Reads {@code 50MP} or {@code 50000000}.
   *
   * @throws InvalidValueException when the text is anything else, zero, or too much for a long
   */
  static long parsePixels(String field, String text) {
    return parse(field, text, PIXELS, "a number of pixels such as 50MP or 50000000");
  }

  private static long parse(String field, String text, List<Unit> units, String rule) {
    int digits = leadingDigits(text);
    String symbol = text.substring(digits).strip();
    for (Unit unit : units) {
      if (digits > 0 && unit.symbol().equalsIgnoreCase(symbol)) {
        return positive(field, text, rule, text.substring(0, digits), unit.factor());
      }
    }
    throw refused(field, text, rule);
  }

  private static long positive(String field, String text, String rule, String digits, long factor) {
    try {
      long amount = Math.multiplyExact(Long.parseLong(digits), factor);
      if (amount > 0) {
        return amount;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw refused(field, text, rule + ", below 9 EB");
    }
    throw refused(field, text, rule + ", above 0");
  }

  private static InvalidValueException refused(String field, String text, String rule) {
    return new InvalidValueException(
        field, field + " must be " + rule + ", was " + Rules.quote(text));
  }

  /** How many ASCII digits the text starts with. */
  static int leadingDigits(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** The amount in decimal units, to three or four digits: {@code 220.1 kB}. */
  static String show(long bytes) {
    if (bytes < STEP) {
      return bytes + " B";
    }
    double amount = bytes / STEP;
    int unit = 0;
    while (amount >= STEP && unit < SHOWN.size() - 1) {
      amount /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, SHOWN.get(unit));
  }

  /** The amount both ways: {@code 220.1 kB (220,113 bytes)}. */
  static String showExactly(long bytes) {
    return show(bytes) + (bytes < STEP ? "" : " (" + showCount(bytes) + " bytes)");
  }

  /** The number with its thousands apart: {@code 1,950}. */
  static String showCount(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
