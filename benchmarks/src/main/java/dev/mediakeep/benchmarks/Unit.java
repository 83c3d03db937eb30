package dev.mediakeep.benchmarks;

import java.util.Locale;

/** What a figure counts, and how it is written. */
enum Unit {
  PER_SECOND("/s", "%,.0f"),
  MEGABYTES_PER_SECOND("MB/s", "%,.0f"),
  MEGABYTES("MB", "%,.1f"),
  MILLIS("ms", "%,.0f"),
  MICROS("µs", "%,.1f");

  private final String symbol;
  private final String form;

  Unit(String symbol, String form) {
    this.symbol = symbol;
    this.form = form;
  }

  String write(double figure) {
    return String.format(Locale.ROOT, form, figure);
  }

  String symbol() {
    return symbol;
  }
}
