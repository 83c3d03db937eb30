package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.Category;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How faults are told, and as which exit status. */
final class FaultsTest extends CommandLineTest {
  private final Logger logger = Logger.getLogger(Faults.class.getName());

  @BeforeEach
  void expect_defects() {
    logger.setLevel(Level.OFF);
  }

  @AfterEach
  void expect_none_again() {
    logger.setLevel(null);
  }

  @ParameterizedTest
  @CsvSource({
    "STORE_BUSY, 3",
    "DISK_FULL, 3",
    "HOME_MISMATCH, 3",
    "SCHEMA_TOO_NEW, 3",
    "STORE_DAMAGED, 3",
    "CONFIG_INVALID, 2",
    "MEDIA_NOT_FOUND, 1"
  })
  void ends_with_the_status_of_the_code(ErrorCode code, int status) {
    homes.fault = new MediakeepException(code, "it failed");

    Result result = run("status");

    assertThat(result)
        .isEqualTo(new Result(status, "", "mediakeep: it failed\nhint: " + code.hint() + "\n"));
    assertThat(run("serve").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(Category.class)
  void has_an_exit_status_for_each_category(Category category) {
    assertThat(ExitStatus.of(category).code()).isBetween(1, 3);
  }

  @Test
  void tells_defects_without_a_stack_trace() {
    homes.fault = new IllegalStateException("no such state");

    Result result = run("status");

    assertThat(result)
        .isEqualTo(
            new Result(
                3,
                "",
                """
                mediakeep: a defect of Mediakeep: java.lang.IllegalStateException: no such state
                hint: report it with what was logged
                """));
    assertThat(run("status", "--json").jsonError().get("code").asText())
        .isEqualTo("INTERNAL_ERROR");
    assertThat(run("serve")).isEqualTo(result);
  }

  @Test
  void tells_what_may_succeed_later() {
    homes.fault = new MediakeepException(ErrorCode.STORE_BUSY, "too much is going on");

    assertThat(run("status", "--json").jsonError().get("retryable").asBoolean()).isTrue();
  }

  @Test
  void has_nothing_to_stop_when_nothing_runs() throws InterruptedException {
    assertThat(commandLine().stop(Duration.ZERO)).isTrue();
  }
}
