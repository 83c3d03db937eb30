package dev.mediakeep.web;

import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.id.JobId;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.WebhookOutbox;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRoutesTest {
  private static final String WEBHOOKS = "/api/v1/ops/webhooks";
  private static final String JOB = "01930000-0000-7000-8000-000000000001";

  private final TestService service = new TestService();
  private final JobCalls calls = new JobCalls(service);
  private final WebhookOutbox outbox = service.operations.webhooks();

  @AfterEach
  void stop() {
    service.close();
  }

  /** A webhook that is due, of a job that has ended. */
  private Delivery due() {
    String id = calls.ask(",\"webhook\":\"https://hooks.example.org/hunter2\"");
    service.delete(JobCalls.JOBS + "/" + id);
    return outbox
        .list(
            new DeliveryQuery(Optional.of(JobId.parse(id)), Optional.empty(), Optional.empty(), 1))
        .getFirst();
  }

  private Delivery failed() {
    Delivery failed =
        due().tried(new Delivery.State.Failed(TestService.NOW), Optional.of("answered 500"));
    assertThat(outbox.record(failed)).isTrue();
    return failed;
  }

  private JsonNode page(String query) {
    HttpResponse<String> response = service.get(WEBHOOKS + query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).contains("private, no-store");
    return TestService.json(response);
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  private static String id(Delivery delivery) {
    return delivery.message().id().toString();
  }

  @Test
  void lists_what_became_of_them_without_what_may_be_secret() {
    Delivery failed = failed();
    Delivery due = due();
    JsonNode page = page("");
    assertThat(ids(page)).containsExactly(id(due), id(failed));
    assertThat(page.path("next").isNull()).isTrue();
    assertThat(page.path("items").get(1).toString())
        .isEqualTo(
            ("{'id':'%s','job':'%s','owner':'ada','host':'hooks.example.org',"
                    + "'createdAt':'2026-11-24T05:00:00.123Z','state':'failed','tries':1,"
                    + "'endedAt':'2026-11-24T05:00:00.123Z','problem':'answered 500'}")
                .replace('\'', '"')
                .formatted(id(failed), failed.message().id().job()));
    assertThat(page.path("items").get(0).path("dueAt").asText())
        .isEqualTo("2026-11-24T05:00:00.123Z");
    assertThat(page.toString()).doesNotContain("hunter2");
    assertThat(service.head(WEBHOOKS).statusCode()).isEqualTo(200);
  }

  @Test
  void lists_those_of_a_job_and_those_in_a_state() {
    Delivery failed = failed();
    Delivery due = due();
    assertThat(ids(page("?state=failed"))).containsExactly(id(failed));
    assertThat(ids(page("?job=" + due.message().id().job()))).containsExactly(id(due));
    assertThat(ids(page("?state=failed&job=" + due.message().id().job()))).isEmpty();
  }

  @Test
  void lists_a_page_at_a_time() {
    List<String> all = List.of(id(due()), id(due()), id(due())).reversed();
    JsonNode first = page("?limit=2&state=due");
    assertThat(ids(first)).isEqualTo(all.subList(0, 2));
    String next = first.path("next").asText();
    JsonNode second = page("?limit=2&state=due&cursor=" + next);
    assertThat(ids(second)).isEqualTo(all.subList(2, 3));
    assertThat(second.path("next").isNull()).isTrue();
    assertProblem(
        service.get(WEBHOOKS + "?state=failed&cursor=" + next), 400, ErrorCode.CURSOR_INVALID);
    assertProblem(service.get(WEBHOOKS + "?cursor=x"), 400, ErrorCode.CURSOR_INVALID);
  }

  @ParameterizedTest
  @CsvSource({"limit,0", "limit,201", "limit,9999999999", "state,gone", "state,DUE", "job,x"})
  void a_filter_that_breaks_its_rule_is_refused(String field, String value) {
    HttpResponse<String> response = service.get(WEBHOOKS + "?" + field + "=" + value);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestService.json(response).path("code").asText()).isEqualTo("FIELD_INVALID");
  }

  @Test
  void one_that_was_given_up_is_sent_anew() {
    Delivery failed = failed();
    HttpResponse<String> response = retry(id(failed));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode anew = TestService.json(response);
    assertThat(anew.path("state").asText()).isEqualTo("due");
    assertThat(anew.path("tries").asInt()).isZero();
    assertThat(outbox.find(failed.message().id())).contains(failed.anew(TestService.NOW));
    assertProblem(retry(id(failed)), 409, ErrorCode.WEBHOOK_NOT_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "999999999999999999"})
  void one_that_is_not_there_is_not_found(String number) {
    assertProblem(retry("msg_" + JOB + "_" + number), 404, ErrorCode.WEBHOOK_NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", JOB, "msg_" + JOB, "msg_" + JOB + "_", "msg_" + JOB + "_9999999999999999999"})
  void an_id_that_is_none_is_refused(String id) {
    assertProblem(retry(id), 400, ErrorCode.FIELD_INVALID);
  }

  @Test
  void takes_no_body() {
    HttpResponse<String> response =
        service.postJson(WEBHOOKS + "/" + id(failed()) + "/retry", "{\"x\":1}");
    assertThat(response.statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> retry(String id) {
    return service.post(WEBHOOKS + "/" + id + "/retry", new byte[0]);
  }
}
