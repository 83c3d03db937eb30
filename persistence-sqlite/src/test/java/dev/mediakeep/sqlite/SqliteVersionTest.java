package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mediakeep.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteVersionTest {
  @ParameterizedTest
  @ValueSource(strings = {"3.51.2", "3.7.0", "3.9.99", "3.51", "2.99.99"})
  void old_versions_are_refused(String version) {
    Refusals.assertRefused(ErrorCode.SQLITE_TOO_OLD, () -> SqliteVersion.requireSafe(version))
        .withMessageContaining(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.3", "3.54.1", "3.100.0", "4.0"})
  void safe_versions_are_taken(String version) {
    assertThatCode(() -> SqliteVersion.requireSafe(version)).doesNotThrowAnyException();
  }
}
