package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Help, and what a wrong command line gets. */
final class UsageTest extends CommandLineTest {
  static Stream<List<String>> verbs() {
    return ReferencePages.commands()
        .map(command -> List.of(command.getCommandSpec().qualifiedName(" ").split(" ")));
  }

  private static String[] words(List<String> verb, String... more) {
    List<String> words = new ArrayList<>(verb.subList(1, verb.size()));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helps_with_each_verb(List<String> verb) {
    Result help = run(words(verb, "--help"));

    assertThat(help.status()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains("Usage: " + String.join(" ", verb), "Exit status:", "Examples:");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helps_the_same_in_both_ways(List<String> verb) {
    String[] words = Stream.concat(Stream.of("help"), verb.stream().skip(1)).toArray(String[]::new);

    assertThat(run(words)).isEqualTo(run(words(verb, "--help")));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void names_the_option_that_was_meant(List<String> verb) {
    Result result = run(words(verb, "--hoem", "x"));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("mediakeep: unknown option '--hoem' (did you mean '--home'?)\nhint: see ");
  }

  @Test
  void names_the_verb_that_was_meant() {
    assertThat(run("stauts"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                mediakeep: unknown verb 'stauts' (did you mean 'status'?)
                hint: see mediakeep --help
                """));
    assertThat(run("media", "lst").err())
        .isEqualTo(
            """
            mediakeep: unknown verb 'lst' (did you mean 'list'?)
            hint: see mediakeep media --help
            """);
    assertThat(run("help", "media", "ad").err())
        .isEqualTo(
            """
            mediakeep: unknown verb 'ad' (did you mean 'add'?)
            hint: see mediakeep media --help
            """);
  }

  @Test
  void tells_its_version_in_the_way_people_try_first() {
    assertThat(run("--version")).isEqualTo(new Result(0, "mediakeep " + Version.read() + "\n", ""));
  }

  @Test
  void asks_for_a_verb_where_there_is_none() {
    assertThat(run())
        .isEqualTo(
            new Result(
                2,
                "",
                """
                mediakeep: a verb must follow: serve, media, jobs, lanes, reconcile, webhooks, migrate, status, version, help
                hint: see mediakeep --help
                """));
    assertThat(run("media").err())
        .startsWith("mediakeep: a verb must follow: add, list, show, rm, restore\n");
  }

  @Test
  void tells_usage_errors_as_json_when_asked_for_json() {
    assertThat(run("media", "show", "--json"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                {"code":"FIELD_INVALID","detail":"missing required parameter: 'ID'",\
                "hint":"see mediakeep media show --help","retryable":false}
                """));
  }

  @Test
  void refuses_what_stands_there_too_much() {
    assertThat(run("status", "now").err())
        .startsWith("mediakeep: unexpected argument 'now'\nhint: see mediakeep status --help");
  }

  @Test
  void takes_arguments_with_an_at_sign_as_they_are() {
    assertThat(run("media", "add", "@list").out()).startsWith("refused @list: there is no such");
  }
}
