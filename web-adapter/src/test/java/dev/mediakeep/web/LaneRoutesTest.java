package dev.mediakeep.web;

import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.ErrorCode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaneRoutesTest {
  private static final String LANES = "/api/v1/lanes";

  private final TestService service = new TestService();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void lanes_are_made_changed_and_listed() {
    service.put(LANES + "/b/two", "{}");
    service.put(LANES + "/a/one", "{\"maxQueued\":5,\"maxRunning\":2}");
    HttpResponse<String> changed = service.put(LANES + "/b/two", "{\"maxQueued\":9}");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(TestService.json(changed).path("maxQueued").asInt()).isEqualTo(9);
    JsonNode lanes = TestService.json(service.get(LANES));
    assertThat(lanes.path("items").findValuesAsText("lane")).containsExactly("a/one", "b/two");
    assertThat(lanes.at("/items/0/mode").asText()).isEqualTo("open");
    assertThat(lanes.at("/items/0/maxRunning").asInt()).isEqualTo(2);
    assertThat(lanes.at("/items/0/queued").asInt()).isZero();
    assertThat(lanes.path("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"pause,paused", "drain,draining", "resume,open"})
  void modes_change(String verb, String mode) {
    service.put(LANES + "/fal/veo/3/fast", "{}");
    HttpResponse<String> response = service.post(LANES + "/fal/veo/3/fast/" + verb, new byte[0]);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(TestService.json(response).path("mode").asText()).isEqualTo(mode);
    assertThat(TestService.json(response).path("lane").asText()).isEqualTo("fal/veo/3/fast");
  }

  @Test
  void a_lane_that_there_is_not_is_said_so() {
    assertProblem(service.post(LANES + "/a/b/pause", new byte[0]), 400, ErrorCode.LANE_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"maxQueued\":0}",
        "{\"maxQueued\":10000001}",
        "{\"maxRunning\":-1}",
        "{\"maxRunning\":\"2\"}",
        "{\"mode\":\"open\"}"
      })
  void a_limit_that_breaks_its_rule_is_refused(String body) {
    assertThat(service.put(LANES + "/a/b", body).statusCode()).isEqualTo(400);
    assertThat(TestService.json(service.get(LANES)).path("items")).isEmpty();
  }

  @Test
  void a_name_that_breaks_its_rule_is_refused() {
    HttpResponse<String> response = service.put(LANES + "/a/b%20c", "{}");
    assertThat(assertProblem(response, 400, ErrorCode.FIELD_INVALID).path("field").asText())
        .isEqualTo("lane");
  }

  @Test
  void other_methods_are_named() {
    HttpResponse<String> response = service.get(LANES + "/a/b/pause");
    assertProblem(response, 405, ErrorCode.METHOD_NOT_ALLOWED);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
  }
}
