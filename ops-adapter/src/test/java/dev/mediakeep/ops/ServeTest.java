package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServeTest extends CommandLineTest {
  @Test
  void says_in_one_line_that_it_is_up() {
    Result result = run("serve");

    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                "mediakeep %s is up: http://127.0.0.1:8080/ (home backend)\n"
                    .formatted(Version.read()),
                ""));
    assertThat(homes.served).hasSize(1);
  }

  @Test
  void warns_when_others_can_reach_it() {
    homes.address = new InetSocketAddress("0.0.0.0", 9_000);

    Result result = run("serve");

    assertThat(result.out()).contains(" is up: http://localhost:9000/ ");
    assertThat(result.err())
        .isEqualTo(
            "warning: bound to 0.0.0.0, so that everybody who reaches this address may read, add"
                + " and delete\n");
  }

  @Test
  void shows_ipv6_addresses_in_brackets() {
    homes.address = new InetSocketAddress("::1", 9_000);

    Result result = run("serve");

    assertThat(result.out()).contains(" is up: http://[0:0:0:0:0:0:0:1]:9000/ ");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void serves_what_the_flags_say() {
    run("serve", "--home", "elsewhere", "--port=0", "--host", "::1", "--trash-term", "7d");

    Configuration configuration = homes.served.getFirst();
    assertThat(configuration.home()).isEqualTo(folder.resolve("elsewhere"));
    assertThat(configuration.port()).isZero();
    assertThat(configuration.host()).isEqualTo("::1");
    assertThat(configuration.trashTerm()).hasDays(7);
  }

  @Test
  void serves_also_when_flags_come_first() {
    assertThat(run("--port", "9000", "serve", "--home", "elsewhere").status()).isZero();

    assertThat(homes.served.getFirst().port()).isEqualTo(9_000);
    assertThat(homes.served.getFirst().home()).isEqualTo(folder.resolve("elsewhere"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --port 9000",
        "serve --port=9000",
        "serve --home elsewhere --port 9000 --shutdown-grace 0s",
        "serve --home= --port 9000"
      })
  void means_the_same_with_and_without_picocli(String line) {
    Result without = run(line.split(" "));
    Result with = run(("--max-pixels 50MP " + line).split(" "));

    assertThat(with).isEqualTo(without);
  }

  @Test
  void names_the_option_that_was_meant() {
    assertThat(run("serve", "--prot", "9000"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                mediakeep: unknown option '--prot' (did you mean '--port'?)
                hint: see mediakeep serve --help
                """));
    assertThat(homes.served).isEmpty();
  }

  @Test
  void refuses_a_wrong_value_before_it_starts() {
    assertThat(run("serve", "--port", "99999"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                mediakeep: port must be 0..65535, was '99999' (from --port)
                hint: correct the configuration and start again
                """));
    assertThat(homes.served).isEmpty();
  }

  @Test
  void refuses_a_home_that_is_held() {
    homes.holder = Optional.of(new Homes.Holder(4_711, FakeHomes.START));

    assertThat(run("serve"))
        .isEqualTo(
            new Result(
                3,
                "",
                """
                mediakeep: the home is held by process 4711 since 2026-11-24T05:00:00Z
                hint: stop the process that holds the home folder, or use another folder
                """));
  }
}
