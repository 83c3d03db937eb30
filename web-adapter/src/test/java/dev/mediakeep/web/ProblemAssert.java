package dev.mediakeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.ErrorCode;
import java.net.http.HttpResponse;

/** Says what a problem must look like. */
final class ProblemAssert {
  private ProblemAssert() {}

  /** A problem of that status and code; returns it for more questions. */
  static JsonNode assertProblem(HttpResponse<String> response, int status, ErrorCode code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    JsonNode problem = TestService.json(response);
    assertThat(problem.path("code").asText()).as(response.body()).isEqualTo(code.name());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("hint").asText()).isNotBlank();
    assertThat(problem.path("retryable").asBoolean()).isEqualTo(code.isRetryable());
    return problem;
  }

  /** The same for a field; also asserts that the message speaks of it. */
  static JsonNode assertFieldProblem(
      HttpResponse<String> response, int status, ErrorCode code, String field) {
    JsonNode problem = assertProblem(response, status, code);
    assertThat(problem.path("field").asText()).as(response.body()).isEqualTo(field);
    return problem;
  }
}
