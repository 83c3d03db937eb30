package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.STORE_UNAVAILABLE;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.job.KeeperStatus;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  private final FaultyCatalog catalog = new FaultyCatalog();
  private final RecordedLog log = new RecordedLog();
  private final TestService service =
      new TestService(UnaryOperator.identity(), catalog, UnaryOperator.identity());

  @AfterEach
  void stop() {
    service.close();
    log.close();
  }

  @Test
  void is_up_and_ready() {
    assertThat(service.get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(service.get("/health/ready").body())
        .isEqualTo("{\"status\":\"up\",\"manifests\":{\"behind\":0}}");
    for (String path : new String[] {"/health/live", "/health/ready"}) {
      assertThat(service.head(path).statusCode()).isEqualTo(200);
      assertThat(service.get(path).headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void is_ready_though_manifests_do_not_follow_and_says_so() {
    Problem full = Problem.of(ErrorCode.DISK_FULL, "writing /srv/jobs failed: the disk is full");
    service.manifests.set(new KeeperStatus(12, Optional.of(full)));
    assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(service.get("/health/ready").body())
        .as("and names no path to whoever asks")
        .isEqualTo("{\"status\":\"up\",\"manifests\":{\"behind\":12,\"trouble\":\"DISK_FULL\"}}");
  }

  @Test
  void is_alive_but_not_ready_when_the_store_fails() {
    catalog.failWith(() -> new MediakeepException(ErrorCode.STORE_CLOSED, "the store is closed"));
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
    assertProblem(service.get("/health/ready"), 503, STORE_UNAVAILABLE);
  }

  @Test
  void is_not_ready_when_the_store_is_silent() {
    CountDownLatch never = new CountDownLatch(1);
    catalog.failWith(() -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        return new IllegalStateException(e);
      }
      return null;
    });
    assertProblem(service.get("/health/ready"), 503, STORE_UNAVAILABLE);
  }
}
