package dev.mediakeep.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a run: a side a row, with the ratio to its reference and the target beside it. */
final class Report {
  private static final List<String> HEADS =
      List.of("", "median", "min – max", "rounds", "reference", "ratio", "target");

  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean missed;

  /** A side that others are compared with. */
  void reference(String name, Unit unit, Samples samples) {
    row(name, unit, samples, "", "", "");
  }

  /** A side that stands alone. */
  void figure(String name, Unit unit, Samples samples) {
    row(name, unit, samples, "", "", "");
  }

  /** A side beside its reference: the ratio is that of the medians. */
  void compared(String name, Unit unit, Samples samples, Samples reference, Target target) {
    double ratio = samples.median() / reference.median();
    missed |= !target.isMetBy(ratio);
    row(
        name,
        unit,
        samples,
        unit.write(reference.median()),
        String.format(Locale.ROOT, "%.2f", ratio),
        target.verdict(ratio));
  }

  /** What has to be known to read the table. */
  void note(String text) {
    notes.add(text);
  }

  /** Whether a target was missed. */
  boolean isMissed() {
    return missed;
  }

  private void row(
      String name, Unit unit, Samples samples, String reference, String ratio, String verdict) {
    rows.add(
        List.of(
            name,
            unit.write(samples.median()) + " " + unit.symbol(),
            unit.write(samples.min()) + " – " + unit.write(samples.max()),
            String.valueOf(samples.count()),
            reference,
            ratio,
            verdict));
  }

  void print(PrintStream out) {
    int[] widths = widths();
    out.println(line(HEADS, widths));
    rows.forEach(row -> out.println(line(row, widths)));
    notes.forEach(note -> out.println("  " + note));
  }

  private int[] widths() {
    int[] widths = HEADS.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String gap = " ".repeat(widths[column] - cell.length());
      boolean isText = column == 0 || column == widths.length - 1;
      line.append(isText ? cell + gap : gap + cell).append("   ");
    }
    return line.toString().stripTrailing();
  }
}
