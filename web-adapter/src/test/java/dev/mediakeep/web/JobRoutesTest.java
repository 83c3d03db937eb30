package dev.mediakeep.web;

import static dev.mediakeep.web.JobCalls.JOBS;
import static dev.mediakeep.web.JobCalls.LANE;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.id.JobId;
import dev.mediakeep.webhook.WebhookUrl;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobRoutesTest {
  private final TestService service = new TestService();
  private final JobCalls calls = new JobCalls(service);

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void what_was_asked_for_is_in_line_and_can_be_read() {
    HttpResponse<String> asked =
        calls.post(
            "",
            JobCalls.request(
                ",\"priority\":9,\"cost\":12,\"parameters\":{\"prompt\": \"a sea\"},"
                    + "\"timeLimitMs\":60000,\"notBefore\":\"2026-11-24T06:00:00+01:00\""));
    assertThat(asked.statusCode()).isEqualTo(201);
    JsonNode job = TestService.json(asked);
    String path = JOBS + "/" + job.path("id").asText();
    assertThat(asked.headers().firstValue("Location")).contains(path);
    assertThat(job.path("state").asText()).isEqualTo("queued");
    assertThat(job.path("owner").asText()).isEqualTo("ada");
    assertThat(job.path("lane").asText()).isEqualTo(LANE);
    assertThat(job.path("priority").asInt()).isEqualTo(9);
    assertThat(job.path("cost").asInt()).isEqualTo(12);
    assertThat(asked.body()).contains("{\"prompt\": \"a sea\"}");
    assertThat(job.path("timeLimitMs").asLong()).isEqualTo(60_000);
    assertThat(job.path("notBefore").asText()).isEqualTo("2026-11-24T05:00:00.000Z");
    assertThat(job.path("createdAt").asText()).isEqualTo("2026-11-24T05:00:00.123Z");
    assertThat(job.path("links").path("self").asText()).isEqualTo(path);
    assertThat(TestService.json(service.get(path))).isEqualTo(job);
    assertThat(service.head(path).statusCode()).isEqualTo(200);
  }

  @Test
  void the_address_counts_and_is_not_shown() {
    String id = calls.ask();
    assertThat(service.jobs.find(JobId.parse(id)).orElseThrow().request().address())
        .contains("127.0.0.1");
    assertThat(service.get(JOBS + "/" + id).body()).doesNotContain("127.0.0.1");
  }

  @Test
  void a_webhook_is_kept_and_not_shown() {
    HttpResponse<String> asked =
        calls.post("", JobCalls.request(",\"webhook\":\"https://example.org/hunter2\""));
    assertThat(asked.statusCode()).isEqualTo(201);
    assertThat(asked.body()).doesNotContain("hunter2");
    JobId id = JobId.parse(TestService.json(asked).path("id").asText());
    assertThat(service.jobs.find(id).orElseThrow().request().webhook())
        .contains(new WebhookUrl("https://example.org/hunter2"));
  }

  @Test
  void what_is_for_workers_is_not_shown_to_people() {
    calls.ask();
    JsonNode job = calls.claimOne();
    calls.followed(job, "intent", "");
    JsonNode shown = calls.find(job.path("id").asText());
    Set<String> names = new TreeSet<>();
    shown.fieldNames().forEachRemaining(names::add);
    assertThat(names).contains("startedAt", "deadline", "attempts", "state");
    assertThat(names).doesNotContain("fence", "worker", "leaseUntil", "providerKey", "address");
  }

  @Test
  void a_queued_job_knows_its_place_and_a_lane_with_runs_when() {
    calls.ask();
    String second = calls.ask();
    assertThat(calls.find(second).path("position").asInt()).isEqualTo(2);
    assertThat(calls.find(second).has("estimate")).isFalse();
    JsonNode first = calls.claimOne();
    service.clock.advance(Duration.ofSeconds(8));
    String media = TestService.json(service.get(service.upload("?owner=ada"))).path("id").asText();
    calls.followed(first, "complete", ",\"media\":[\"" + media + "\"]");
    JsonNode waiting = calls.find(second);
    assertThat(waiting.path("position").asInt()).isEqualTo(1);
    assertThat(waiting.path("estimate").path("p50Ms").asLong()).isEqualTo(8_000);
    assertThat(waiting.path("estimate").path("p90Ms").asLong()).isEqualTo(8_000);
    JsonNode page = TestService.json(service.get(JOBS)).path("items");
    assertThat(page.findValues("position")).isEmpty();
    JsonNode done = calls.find(first.path("id").asText());
    assertThat(done.path("media").get(0).asText()).isEqualTo(media);
    assertThat(done.path("links").path("media").get(0).asText())
        .isEqualTo("/api/v1/media/" + media);
  }

  @Test
  void pages_follow_each_other_within_their_filters() {
    String oldest = calls.ask();
    String middle = calls.ask();
    String newest = calls.ask();
    calls.post("", JobCalls.request("").replace("ada", "bob"));
    String filters = JOBS + "?owner=ada&lane=" + LANE + "&state=queued&limit=2";
    JsonNode first = TestService.json(service.get(filters));
    assertThat(first.path("items").findValuesAsText("id")).containsExactly(newest, middle);
    String next = first.path("next").asText();
    JsonNode second = TestService.json(service.get(filters + "&cursor=" + next));
    assertThat(second.path("items").findValuesAsText("id")).containsExactly(oldest);
    assertThat(second.path("next").isNull()).isTrue();
    HttpResponse<String> other = service.get(JOBS + "?owner=bob&cursor=" + next);
    assertThat(assertProblem(other, 400, ErrorCode.CURSOR_INVALID).path("field").asText())
        .isEqualTo("cursor");
  }

  @Test
  void cancelling_is_over_at_once_or_when_the_provider_was_told() {
    HttpResponse<String> queued = service.delete(JOBS + "/" + calls.ask());
    assertThat(queued.statusCode()).isEqualTo(200);
    assertThat(TestService.json(queued).path("state").asText()).isEqualTo("cancelled");
    JsonNode job = calls.polled();
    HttpResponse<String> polling = service.delete(JOBS + "/" + job.path("id").asText());
    assertThat(polling.statusCode()).isEqualTo(202);
    assertThat(TestService.json(polling).at("/stop/reason").asText()).isEqualTo("cancelled");
    assertThat(calls.followed(job, "heartbeat", "").at("/stop/reason").asText())
        .isEqualTo("cancelled");
    calls.followed(job, "stopped", "");
    assertThat(calls.find(job.path("id").asText()).path("state").asText()).isEqualTo("cancelled");
  }

  @Test
  void what_succeeded_is_not_cancelled() {
    calls.ask();
    JsonNode job = calls.claimOne();
    String media = TestService.json(service.get(service.upload("?owner=ada"))).path("id").asText();
    calls.followed(job, "complete", ",\"media\":[\"" + media + "\"]");
    assertProblem(
        service.delete(JOBS + "/" + job.path("id").asText()), 409, ErrorCode.JOB_STATE_CONFLICT);
  }

  @Test
  void a_job_that_ended_is_tried_again_when_somebody_wants_it() {
    String id = calls.ask();
    assertProblem(calls.post("/" + id + "/retry", ""), 409, ErrorCode.JOB_STATE_CONFLICT);
    service.delete(JOBS + "/" + id);
    HttpResponse<String> retried = calls.post("/" + id + "/retry", "{}");
    assertThat(retried.statusCode()).isEqualTo(200);
    assertThat(TestService.json(retried).path("state").asText()).isEqualTo("queued");
  }

  @Test
  void an_operator_finds_what_nobody_knew_of() {
    String id = uncertain();
    JsonNode job = calls.find(id);
    assertThat(job.path("state").asText()).isEqualTo("uncertain");
    assertThat(job.path("providerKey").asText()).startsWith("mk-" + id);
    assertThat(job.has("nextLookUpAt")).isFalse();
    JsonNode runs = resolved(id, "{\"finding\":\"runs\",\"handle\":\"op\"}");
    assertThat(runs.path("state").asText()).isEqualTo("waiting");
    assertThat(runs.at("/operation/handle").asText()).isEqualTo("op");
  }

  @Test
  void an_operator_sends_it_again_or_gives_it_up() {
    JsonNode again = resolved(uncertain(), "{\"finding\":\"neverArrived\"}");
    assertThat(again.path("state").asText()).isEqualTo("queued");
    service.delete(JOBS + "/" + again.path("id").asText());
    JsonNode failed = resolved(uncertain(), "{\"finding\":\"givenUp\",\"why\":\"too old\"}");
    assertThat(failed.at("/failure/class").asText()).isEqualTo("abandoned");
    assertThat(failed.at("/failure/message").asText()).isEqualTo("too old");
  }

  private JsonNode resolved(String id, String finding) {
    HttpResponse<String> response = calls.post("/" + id + "/resolve", finding);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return TestService.json(response);
  }

  private String uncertain() {
    calls.ask();
    JsonNode job = calls.claimOne();
    calls.followed(job, "intent", "");
    calls.followed(job, "doubt", "");
    return job.path("id").asText();
  }

  @Test
  void what_is_not_there_is_said_so() {
    String path = JOBS + "/01930000-0000-7000-8000-000000000001";
    assertProblem(service.get(path), 404, ErrorCode.JOB_NOT_FOUND);
    assertProblem(service.delete(path), 404, ErrorCode.JOB_NOT_FOUND);
    assertProblem(service.get(path + "/events"), 404, ErrorCode.JOB_NOT_FOUND);
    assertProblem(service.get(JOBS + "/7"), 400, ErrorCode.FIELD_INVALID);
  }

  @Test
  void a_foreign_page_asks_for_nothing() {
    HttpResponse<String> response =
        calls.post("", JobCalls.request(""), "Origin", "https://evil.example");
    assertProblem(response, 403, ErrorCode.ORIGIN_FORBIDDEN);
    assertThat(TestService.json(service.get(JOBS)).path("items")).isEmpty();
  }
}
