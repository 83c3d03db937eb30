package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables and progress. */
final class ConsoleTest {
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("ID", 3), new Table.Column("SIZE", 1), new Table.Column("PROMPT", 2));
  private static final List<List<String>> ROWS =
      List.of(
          List.of("12345678", "1.0 kB", "a lighthouse at dusk"),
          List.of("123", "999 B", "灯台\n\u001b[31m"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Console console(OptionalInt columns) {
    return new Console(new PrintWriter(out), new PrintWriter(err), columns);
  }

  private static String plain(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void leaves_nothing_out_where_there_is_no_terminal() {
    new Table(console(OptionalInt.empty()), COLUMNS).print(ROWS);

    assertThat(plain(out))
        .isEqualTo(
            """
            ID        SIZE    PROMPT
            12345678  1.0 kB  a lighthouse at dusk
            123       999 B   灯台  [31m
            """);
  }

  @Test
  void cuts_the_last_column_first() {
    new Table(console(OptionalInt.of(30)), COLUMNS).print(ROWS);

    assertThat(plain(out))
        .isEqualTo(
            """
            ID        SIZE    PROMPT
            12345678  1.0 kB  a lighthous…
            123       999 B   灯台  [31m
            """);
  }

  @Test
  void then_leaves_out_what_matters_least() {
    new Table(console(OptionalInt.of(25)), COLUMNS).print(ROWS);

    assertThat(plain(out))
        .isEqualTo(
            """
            ID        PROMPT
            12345678  a lighthouse a…
            123       灯台  [31m
            """);
  }

  @Test
  void keeps_its_widths_over_several_parts() {
    Table table = new Table(console(OptionalInt.empty()), COLUMNS);
    table.print(ROWS.subList(0, 1));
    table.print(ROWS.subList(1, 2));

    assertThat(plain(out).lines()).hasSize(3).anyMatch(line -> line.startsWith("123       999 B"));
  }

  @ParameterizedTest
  @CsvSource({
    "80, '[===============               ]  50 %  1 of 2 files, 5 B'",
    "50, '[===========           ]  50 %  1 of 2 files, 5 B'",
    "40, '50 %  1 of 2 files, 5 B'"
  })
  void draws_as_much_of_a_bar_as_there_is_room(int columns, String bar) {
    Progress progress = new Progress(console(OptionalInt.of(columns)), new Progress.Total(2, 10));
    progress.read(4);
    progress.fileDone();
    err.getBuffer().setLength(0);
    progress.read(1);

    assertThat(err.toString()).startsWith("\r\u001b[K").endsWith(bar);
    assertThat(err.toString().length() - 4).isLessThanOrEqualTo(columns);
  }

  @Test
  void draws_only_what_changes() {
    Progress progress = new Progress(console(OptionalInt.of(80)), new Progress.Total(2, 1_000_000));
    progress.read(1);
    err.getBuffer().setLength(0);
    progress.read(1);

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void is_not_done_before_the_last_file() {
    Progress progress = new Progress(console(OptionalInt.of(80)), new Progress.Total(2, 0));
    progress.fileDone();
    assertThat(err.toString()).contains(" 99 %  1 of 2 files").doesNotContain("100 %");

    progress.fileDone();
    assertThat(err.toString()).contains("100 %  2 of 2 files");
  }

  @Test
  void clears_the_bar_away_once() {
    Progress progress = new Progress(console(OptionalInt.of(80)), new Progress.Total(1, 1));
    progress.hide();
    assertThat(err.toString()).isEmpty();

    progress.read(1);
    progress.hide();
    progress.hide();
    assertThat(err.toString()).endsWith("1 B\r\u001b[K");
  }

  @Test
  void prints_a_line_each_thousand_files_elsewhere() {
    Progress progress = new Progress(console(OptionalInt.empty()), new Progress.Total(2_500, 9));
    progress.read(9);
    for (int i = 0; i < 2_500; i++) {
      progress.fileDone();
    }

    assertThat(plain(err)).isEqualTo("1,000 of 2,500 files, 9 B\n2,000 of 2,500 files, 9 B\n");
  }
}
