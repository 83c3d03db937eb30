package dev.mediakeep.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Rows of text below each other, at most as wide as the terminal: columns that matter least are
 * left out first, then the last column's text is cut. Without a terminal nothing is left out. Rows
 * may come in parts; the first part settles the widths. Not thread-safe.
 */
final class Table {
  /**
   * A column.
   *
   * @param title stands above it
   * @param importance the column of least importance is left out first
   */
  record Column(String title, int importance) {}

  private static final String GAP = "  ";
  private static final int LAST_MIN_WIDTH = 10;

  private final Console console;
  private final List<Column> columns;
  private final List<Integer> shown = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();

  Table(Console console, List<Column> columns) {
    this.console = console;
    this.columns = List.copyOf(columns);
  }

  /** Prints these rows, below the titles if they are the first. */
  void print(List<List<String>> rows) {
    List<List<String>> harmless =
        rows.stream().map(row -> row.stream().map(Words::harmless).toList()).toList();
    if (shown.isEmpty()) {
      settle(harmless);
      printRow(columns.stream().map(Column::title).toList());
    }
    harmless.forEach(this::printRow);
  }

  private void settle(List<List<String>> rows) {
    for (int i = 0; i < columns.size(); i++) {
      shown.add(i);
      widths.add(widest(rows, i));
    }
    console.columns().ifPresent(this::narrow);
  }

  private int widest(List<List<String>> rows, int column) {
    int title = columns.get(column).title().length();
    return rows.stream().mapToInt(row -> Width.of(row.get(column))).reduce(title, Math::max);
  }

  private void narrow(int most) {
    while (shown.size() > 2 && leastWidth() > most) {
      Integer least = leastImportant();
      shown.removeIf(least::equals);
    }
  }

  private Integer leastImportant() {
    Integer least = shown.getFirst();
    for (Integer column : shown) {
      if (columns.get(column).importance() < columns.get(least).importance()) {
        least = column;
      }
    }
    return least;
  }

  private int leastWidth() {
    int last = shown.getLast();
    int before = shown.stream().filter(c -> c != last).mapToInt(c -> widths.get(c) + 2).sum();
    return before + Math.min(widths.get(last), LAST_MIN_WIDTH);
  }

  private void printRow(List<String> cells) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int column : shown.subList(0, shown.size() - 1)) {
      String cell = cells.get(column);
      int padding = Math.max(0, widths.get(column) - Width.of(cell));
      line.append(cell).append(" ".repeat(padding)).append(GAP);
      used += Width.of(cell) + padding + GAP.length();
    }
    String last = cells.get(shown.getLast());
    OptionalInt most = console.columns();
    line.append(most.isPresent() ? Width.cut(last, most.getAsInt() - used) : last);
    console.say(line.toString().stripTrailing());
  }
}
