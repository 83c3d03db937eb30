package dev.mediakeep.web;

import static dev.mediakeep.web.JobCalls.JOBS;
import static dev.mediakeep.web.JobCalls.LANE;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.QueueLimits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad input about jobs gets. */
class JobRefusalTest {
  private static final QueueLimits LIMITS =
      QueueLimits.builder().queued(5).queuedByOwner(3).queuedByAddress(4).build();

  private final TestService service =
      TestService.ofJobs(UnaryOperator.identity(), policies(), UnaryOperator.identity());
  private final JobCalls calls = new JobCalls(service);

  private static JobPolicies policies() {
    JobPolicies defaults = JobPolicies.ofDefaults();
    return new JobPolicies(defaults.retry(), defaults.lease(), defaults.fairness(), LIMITS);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "priority|10",
        "priority|-1",
        "priority|\"high\"",
        "cost|0",
        "cost|1000000001",
        "cost|1.5",
        "cost|99999999999999999999",
        "timeLimitMs|999",
        "timeLimitMs|86400001",
        "notBefore|\"tomorrow\"",
        "notBefore|\"2030-01-01T00:00:00Z\"",
        "parameters|\"text\"",
        "parameters|[]",
        "parameters|{\"a\":1,\"a\":2}",
        "owner|\"\"",
        "webhook|\"example.org\"",
        "webhook|\"https://user@example.org/\"",
        "webhook|7",
        "lane|\"no slash\"",
        "lane|7"
      })
  void a_field_that_breaks_its_rule_is_named(String field, String value) {
    String body =
        field.equals("lane")
            ? "{\"lane\":" + value + "}"
            : "{\"lane\":\"" + LANE + "\",\"" + field + "\":" + value + "}";
    JsonNode problem = assertProblem(calls.post("", body), 400, ErrorCode.FIELD_INVALID);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("detail").asText()).startsWith(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/",
        "https://example.org:8080/",
        "https://127.0.0.1/",
        "https://169.254.169.254/",
        "https://[::1]/"
      })
  void a_webhook_into_a_private_network_is_refused(String url) {
    JsonNode problem =
        assertProblem(
            calls.post("", JobCalls.request(",\"webhook\":\"" + url + "\"")),
            400,
            ErrorCode.WEBHOOK_REFUSED);
    assertThat(problem.path("field").asText()).isEqualTo("webhook");
  }

  @Test
  void an_unknown_member_is_named() {
    JsonNode problem =
        assertProblem(
            calls.post("", JobCalls.request(",\"prio\":1")), 400, ErrorCode.FIELD_UNKNOWN);
    assertThat(problem.path("field").asText()).isEqualTo("prio");
    assertThat(problem.path("detail").asText()).contains("priority");
  }

  @Test
  void a_lane_must_be_given_and_be_there() {
    assertThat(assertProblem(calls.post("", "{}"), 400, ErrorCode.FIELD_INVALID).path("field"))
        .hasToString("\"lane\"");
    assertProblem(calls.post("", "{\"lane\":\"a/b\"}"), 400, ErrorCode.LANE_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "{} {}", "nonsense"})
  void a_body_that_is_no_object_is_refused(String body) {
    JsonNode problem = assertProblem(calls.post("", body), 400, ErrorCode.FIELD_INVALID);
    assertThat(problem.path("field").asText()).isEqualTo("body");
  }

  @Test
  void another_type_than_json_is_refused() {
    HttpResponse<String> form =
        service.post(
            JOBS,
            JobCalls.request("").getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertProblem(form, 415, ErrorCode.BODY_TYPE_UNSUPPORTED);
  }

  @Test
  void parameters_over_64_kb_are_refused_and_larger_bodies_unread() {
    String most = ",\"parameters\":{\"p\":\"" + "x".repeat(65_536 - 8) + "\"}";
    assertThat(calls.post("", JobCalls.request(most)).statusCode()).isEqualTo(201);
    String more = most.replace("\"x", "\"xx");
    HttpResponse<String> response = calls.post("", JobCalls.request(more));
    assertThat(assertProblem(response, 400, ErrorCode.FIELD_INVALID).path("field").asText())
        .isEqualTo("parameters");
    String huge = ",\"parameters\":{\"p\":\"" + "x".repeat(300_000) + "\"}";
    assertProblem(calls.post("", JobCalls.request(huge)), 413, ErrorCode.REQUEST_TOO_LARGE);
  }

  @Test
  void a_full_queue_says_when_to_come_again() {
    for (int i = 0; i < 3; i++) {
      calls.ask();
    }
    HttpResponse<String> full = calls.post("", JobCalls.request(""));
    assertThat(assertProblem(full, 429, ErrorCode.QUEUE_FULL).path("retryable").asBoolean())
        .isTrue();
    assertThat(full.headers().firstValue("Retry-After")).contains("5");
    String bob = JobCalls.request("").replace("ada", "bob");
    assertThat(calls.post("", bob).statusCode()).isEqualTo(201);
    assertThat(
            assertProblem(calls.post("", bob), 429, ErrorCode.QUEUE_FULL).path("detail").asText())
        .contains("from one address");
  }

  @Test
  void when_to_come_again_follows_from_the_runs_of_the_lane() {
    service.put("/api/v1/lanes/" + LANE, "{\"maxRunning\":2}");
    calls.ask();
    JsonNode job = calls.claimOne();
    service.clock.advance(Duration.ofSeconds(31));
    String media = TestService.json(service.get(service.upload("?owner=ada"))).path("id").asText();
    calls.followed(job, "complete", ",\"media\":[\"" + media + "\"]");
    for (int i = 0; i < 3; i++) {
      calls.ask();
    }
    HttpResponse<String> full = calls.post("", JobCalls.request(""));
    assertThat(full.headers().firstValue("Retry-After")).contains("16");
  }

  @Test
  void a_draining_lane_takes_no_jobs() {
    service.post("/api/v1/lanes/" + LANE + "/drain", new byte[0]);
    assertProblem(calls.post("", JobCalls.request("")), 409, ErrorCode.LANE_CLOSED);
  }

  @Test
  void the_same_key_is_the_same_job() {
    HttpResponse<String> first = calls.post("", JobCalls.request(""), "Idempotency-Key", "k-1");
    HttpResponse<String> again = calls.post("", JobCalls.request(""), "Idempotency-Key", "\"k-1\"");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(TestService.json(again)).isEqualTo(TestService.json(first));
    HttpResponse<String> other =
        calls.post("", JobCalls.request(",\"cost\":2"), "Idempotency-Key", "k-1");
    assertProblem(other, 422, ErrorCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(TestService.json(service.get(JOBS)).path("items")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "", "\"\"", "\"open", "\"a\";b=1 c"})
  void a_malformed_key_is_refused(String key) {
    HttpResponse<String> response = calls.post("", JobCalls.request(""), "Idempotency-Key", key);
    assertThat(assertProblem(response, 400, ErrorCode.FIELD_INVALID).path("field").asText())
        .isEqualTo("Idempotency-Key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=201",
        "?limit=99999999999",
        "?state=lost",
        "?lane=x",
        "?cursor=1"
      })
  void a_filter_that_breaks_its_rule_is_refused(String query) {
    HttpResponse<String> response = service.get(JOBS + query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestService.json(response).path("field").asText())
        .isEqualTo(query.substring(1, query.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"finding\":\"lost\"}",
        "{\"finding\":\"runs\"}",
        "{\"finding\":\"givenUp\"}",
        "{\"finding\":\"neverArrived\",\"x\":1}"
      })
  void a_finding_that_is_none_is_refused(String body) {
    String id = calls.ask();
    assertThat(calls.post("/" + id + "/resolve", body).statusCode()).isEqualTo(400);
  }

  @Test
  void nothing_is_said_to_a_retry() {
    String id = calls.ask();
    HttpResponse<String> response = calls.post("/" + id + "/retry", "{\"force\":true}");
    assertThat(assertProblem(response, 400, ErrorCode.FIELD_UNKNOWN).path("field").asText())
        .isEqualTo("force");
  }
}
