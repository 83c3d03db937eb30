package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultLogTest {
  private final List<String> lines = new ArrayList<>();
  private final FaultLog faults = new FaultLog(new Lines(lines), "purging");

  @Test
  void says_when_a_run_of_faults_begins_and_ends() {
    faults.succeeded();
    for (int run = 0; run < 2; run++) {
      for (int turn = 0; turn < 100; turn++) {
        faults.failed(new IllegalStateException("no disk {0}"));
      }
      faults.succeeded();
      faults.succeeded();
    }
    assertThat(lines)
        .containsExactly(
            "WARNING purging failed and is tried again: no disk {0}",
            "INFO purging works again, after 100 faults",
            "WARNING purging failed and is tried again: no disk {0}",
            "INFO purging works again, after 100 faults");
  }

  private record Lines(List<String> lines) implements System.Logger {
    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      lines.add(level + " " + message);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... values) {
      lines.add(level + " " + format);
    }
  }
}
