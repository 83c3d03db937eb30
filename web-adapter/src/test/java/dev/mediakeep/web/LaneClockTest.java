package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneClockTest {
  private final FailingJobStore store = new FailingJobStore("nextDueAfter");
  private final TestService service =
      TestService.ofJobs(UnaryOperator.identity(), JobPolicies.ofDefaults(), store::over);

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void pauses_while_the_store_cannot_be_read_and_says_so_once() throws Exception {
    store.fault =
        Optional.of(new MediakeepException(ErrorCode.STORE_UNAVAILABLE, "reading failed"));
    try (RecordedLog log = new RecordedLog();
        LaneClock clock = new LaneClock(service.jobs, lane -> {})) {
      clock.watch(Lane.parse(JobCalls.LANE));
      clock.start();
      Duration first = store.awaitFailure();
      clock.watch(Lane.parse("acme/film-2"));
      assertThat(store.awaitFailure().minus(first)).isBetween(ofMillis(900), ofMillis(10_000));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("looking for jobs that will be due failed", "reading failed");
    }
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
