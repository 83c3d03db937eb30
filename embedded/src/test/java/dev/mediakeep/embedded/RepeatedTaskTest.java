package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch second = new CountDownLatch(2);

  @Test
  void an_error_is_not_the_end_of_it() throws Exception {
    try (RepeatedTask task =
        new RepeatedTask("mediakeep-test", Duration.ZERO, Duration.ofMillis(1), this::failOnce)) {
      task.start();
      assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Duration failOnce() {
    second.countDown();
    if (first.getCount() > 0) {
      first.countDown();
      throw new OutOfMemoryError("planted");
    }
    return Duration.ofDays(1);
  }
}
