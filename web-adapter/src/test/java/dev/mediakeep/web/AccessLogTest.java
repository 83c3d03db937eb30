package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  private final Logger logger = Logger.getLogger("dev.mediakeep.web.access");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          lines.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void silence() {
    logger.setLevel(null);
    logger.removeHandler(handler);
  }

  @Test
  void tells_method_path_status_and_size_but_no_query() {
    logger.setLevel(Level.FINE);
    try (TestService service = new TestService()) {
      service.get("/api/v1/media?model=secret");
      service.get("/nothing%0a");
    }
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("GET '/api/v1/media' 200 ").doesNotContain("secret");
    assertThat(lines.get(1)).startsWith("GET '/nothing?' 404 ");
  }

  @Test
  void is_silent_by_default() {
    try (TestService service = new TestService()) {
      service.get("/api/v1/media");
    }
    assertThat(lines).isEmpty();
  }
}
