package dev.mediakeep.web;

import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static dev.mediakeep.web.TestService.MEDIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.Category;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsTest {
  private static final Map<Category, Integer> STATUS =
      Map.ofEntries(
          Map.entry(Category.INVALID, 400),
          Map.entry(Category.UNSUPPORTED, 415),
          Map.entry(Category.TOO_LARGE, 413),
          Map.entry(Category.FORBIDDEN, 403),
          Map.entry(Category.NOT_FOUND, 404),
          Map.entry(Category.CONFLICT, 409),
          Map.entry(Category.STALE, 412),
          Map.entry(Category.BUSY, 503),
          Map.entry(Category.FULL, 507),
          Map.entry(Category.UNAVAILABLE, 503),
          Map.entry(Category.DAMAGED, 500),
          Map.entry(Category.INTERNAL, 500));

  private final FaultyCatalog catalog = new FaultyCatalog();
  private final RecordedLog log = new RecordedLog();
  private final TestService service =
      new TestService(UnaryOperator.identity(), catalog, UnaryOperator.identity());

  @AfterEach
  void stop() {
    service.close();
    log.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "METHOD_NOT_ALLOWED",
        "RANGE_UNSATISFIABLE",
        "IDEMPOTENCY_KEY_REUSED",
        "QUEUE_FULL",
        "TOO_MANY_STREAMS"
      })
  void each_code_has_the_status_of_its_category(ErrorCode code) {
    catalog.failWith(() -> new MediakeepException(code, "it did not work"));
    var response = service.get(MEDIA);
    JsonNode problem = assertProblem(response, STATUS.get(code.category()), code);
    assertThat(problem.path("detail").asText()).isEqualTo("it did not work");
    assertThat(problem.path("type").asText())
        .isEqualTo("urn:mediakeep:error:" + code.name().toLowerCase().replace('_', '-'));
    assertThat(response.headers().firstValue("Retry-After").isPresent())
        .isEqualTo(code.category() == Category.BUSY);
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(problem.has("incident"))
        .isEqualTo(code.category() == Category.DAMAGED || code.category() == Category.INTERNAL);
  }

  @Test
  void a_defect_is_logged_once_and_tells_nothing() {
    catalog.failWith(() -> new IllegalStateException("secret at /home/x"));
    var response = service.get(MEDIA);
    JsonNode problem = assertProblem(response, 500, ErrorCode.INTERNAL_ERROR);
    assertThat(response.body()).doesNotContain("secret").doesNotContain("IllegalState");
    String incident = problem.path("incident").asText();
    assertThat(log.records()).hasSize(1);
    LogRecord entry = log.records().getFirst();
    assertThat(entry.getMessage()).contains(incident);
    assertThat(entry.getThrown()).hasMessage("secret at /home/x");
  }

  @Test
  void what_the_caller_can_mend_is_not_logged() {
    service.get(MEDIA + "?limit=x");
    service.get("/nothing");
    service.post(MEDIA, new byte[] {1, 2, 3});
    RawHttp.get(service, "/%zz");
    assertThat(log.lines()).isEmpty();
  }
}
