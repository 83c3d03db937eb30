package dev.mediakeep.web;

import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static dev.mediakeep.web.TestService.MEDIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.memory.InMemoryBlobStore;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import dev.mediakeep.testkit.SettableClock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The disk has little more room than what is to stay free. */
class LowDiskTest {
  private static final long STEP = 1 << 20;
  private static final long CAPACITY = MediaLimits.ofDefaults().minFreeBytes() + STEP + 1_000;

  private final TestService service =
      new TestService(
          UnaryOperator.identity(),
          new InMemoryMediaCatalog(),
          unbounded -> new InMemoryBlobStore(new SettableClock(TestService.NOW), CAPACITY));

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void is_alive_but_not_ready_while_uploads_are_refused() {
    assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
    String path = service.upload("", 2_000);

    assertProblem(service.get("/health/ready"), 507, ErrorCode.DISK_LOW);
    assertThat(service.head("/health/ready").statusCode()).isEqualTo(507);
    assertThat(service.get("/health/live").statusCode()).isEqualTo(200);

    service.delete(path);
    service.delete(path + "?purge=true");
    assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void uploads_are_refused_and_deleting_makes_room() {
    String path = service.upload("", 2_000);

    assertProblem(service.post(MEDIA, MagicProbe.png(100)), 507, ErrorCode.DISK_LOW);
    assertThat(service.patch(path, "{\"starred\":true}").statusCode()).isEqualTo(200);
    assertThat(service.get(path + "/content").statusCode()).isEqualTo(200);
    assertThat(service.delete(path).statusCode()).isEqualTo(200);
    assertThat(service.delete(path + "?purge=true").statusCode()).isEqualTo(204);
    service.upload("", 100);
  }
}
