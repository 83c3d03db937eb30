package dev.mediakeep.web;

import static dev.mediakeep.error.ErrorCode.VERSION_STALE;
import static dev.mediakeep.web.ProblemAssert.assertFieldProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.MediaDetails;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody changes an item after its version was compared and before the change is made. */
class VersionRaceTest {
  private final FaultyCatalog catalog = new FaultyCatalog();
  private final TestService service =
      new TestService(UnaryOperator.identity(), catalog, UnaryOperator.identity());
  private String path = "";

  @BeforeEach
  void trashSomething() {
    path = service.upload("");
    service.delete(path);
    AtomicInteger lookUps = new AtomicInteger();
    catalog.failWith(() -> {
      if (lookUps.incrementAndGet() == 2) {
        edit();
      }
      return null;
    });
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void edit() {
    UnaryOperator<MediaDetails> star = details -> details.toBuilder().starred(true).build();
    MediaId id = MediaId.parse(path.substring(path.lastIndexOf('/') + 1));
    service.library.edit(id, Optional.empty(), star);
  }

  private void assertStale(HttpResponse<String> response) {
    assertFieldProblem(response, 412, VERSION_STALE, "If-Match");
    String item = service.get(path).body();
    assertThat(item).contains("trashedAt").contains("\"version\":3");
  }

  @Test
  void a_restore_keeps_to_its_condition() {
    assertStale(service.post(path + "/restore", new byte[0], "If-Match", "\"2\""));
  }

  @Test
  void a_purge_keeps_to_its_condition() {
    assertStale(service.delete(path + "?purge=true", "If-Match", "\"2\""));
  }
}
