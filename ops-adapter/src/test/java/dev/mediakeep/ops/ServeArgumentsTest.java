package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** The short way past picocli must mean what picocli means. */
final class ServeArgumentsTest {
  private static final List<String> WORDS =
      List.of(
          "--home",
          "--port",
          "--home=x",
          "--port=1",
          "--lane",
          "--lane=a/b=3",
          "--home=",
          "--=",
          "--",
          "-h",
          "--help",
          "x",
          "1",
          "",
          "=",
          "--prot",
          "--prot=1",
          "-1",
          "serve",
          "--config",
          "a=b");
  private static final int LINES = 2_000;
  private static final int MOST_WORDS = 6;

  @Test
  void reads_flags_in_both_forms() {
    assertThat(ServeArguments.parse("serve")).contains(Map.of());
    assertThat(ServeArguments.parse("serve", "--port", "1", "--home=a=b"))
        .contains(Map.of("port", "1", "home", "a=b"));
  }

  @Test
  void lanes_may_be_given_several_times() {
    assertThat(ServeArguments.parse("serve", "--lane", "a/b=3", "--lane=c/d"))
        .contains(Map.of("lane", "a/b=3,c/d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "status",
        "serve --help",
        "serve -h",
        "serve --port",
        "serve --port --home x",
        "serve --prot 1",
        "serve --port 1 --port 2",
        "serve port 1",
        "serve -- --port 1"
      })
  void leaves_everything_else_to_picocli(String line) {
    assertThat(ServeArguments.parse(line.split(" "))).isEmpty();
  }

  @Test
  void never_understands_anything_in_another_way_than_picocli() {
    SplittableRandom random = new SplittableRandom(1);
    int understood = 0;
    for (int i = 0; i < LINES; i++) {
      String[] line = lineOf(random);
      Optional<Map<String, String>> flags = ServeArguments.parse(line);
      if (flags.isPresent()) {
        assertThat(flags).as(String.join(" ", line)).isEqualTo(picocliReads(line));
        understood++;
      }
    }
    assertThat(understood).isGreaterThan(LINES / 50);
  }

  private static String[] lineOf(SplittableRandom random) {
    List<String> line = new ArrayList<>(List.of("serve"));
    for (int words = random.nextInt(MOST_WORDS); words > 0; words--) {
      line.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    return line.toArray(String[]::new);
  }

  private static Optional<Map<String, String>> picocliReads(String... line) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Invocation invocation =
        new Invocation(
            new FakeHomes(),
            new Invocation.Start(Map.of(), Path.of("")),
            new Console(nowhere, nowhere, OptionalInt.empty()),
            new StopSignal(),
            false);
    try {
      Verbs.tree(invocation).parseArgs(line);
      return Optional.of(invocation.flags());
    } catch (ParameterException e) {
      return Optional.empty();
    }
  }
}
