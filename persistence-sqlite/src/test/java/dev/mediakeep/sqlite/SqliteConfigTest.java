package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mediakeep.error.InvalidValueException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class SqliteConfigTest {
  @Test
  void values_out_of_range_are_refused_by_name() {
    assertRefused("readers", config -> config.readers(0));
    assertRefused("readers", config -> config.readers(65));
    assertRefused("queuedWrites", config -> config.queuedWrites(0));
    assertRefused("queueWait", config -> config.queueWait(Duration.ofMillis(-1)));
    assertRefused("readerWait", config -> config.readerWait(Duration.ofMillis(249)));
    assertRefused("busyTimeout", config -> config.busyTimeout(Duration.ofDays(1)));
    assertRefused("idleAfter", config -> config.idleAfter(Duration.ZERO));
  }

  @Test
  void a_path_that_the_driver_would_misread_is_refused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> TestDatabase.config(Path.of("what?.db")).build())
        .withMessageContaining("question mark");
  }

  @Test
  void a_relative_path_is_fixed_to_where_it_is_now() {
    assertThat(TestDatabase.config(Path.of("x", "..", "app.db")).build().databaseFile())
        .isEqualTo(Path.of("app.db").toAbsolutePath());
  }

  private static void assertRefused(String field, Consumer<SqliteConfig.Builder> setting) {
    SqliteConfig.Builder builder = TestDatabase.config(Path.of("app.db"));
    setting.accept(builder);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(builder::build)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field))
        .withMessageContaining(field);
  }
}
