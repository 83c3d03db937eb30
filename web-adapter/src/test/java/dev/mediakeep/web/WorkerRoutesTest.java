package dev.mediakeep.web;

import static dev.mediakeep.web.JobCalls.JOBS;
import static dev.mediakeep.web.JobCalls.LANE;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.ErrorCode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerRoutesTest {
  private static final String UNKNOWN = "01930000-0000-7000-8000-000000000001";

  private final TestService service = new TestService();
  private final JobCalls calls = new JobCalls(service);

  @AfterEach
  void stop() {
    service.close();
  }

  private String upload(String owner) {
    return TestService.json(service.get(service.upload("?owner=" + owner))).path("id").asText();
  }

  private HttpResponse<String> result(JsonNode job, byte[] bytes, String... headers) {
    String path = JOBS + "/" + job.path("id").asText() + "/result";
    return service.post(path + "?fence=" + job.path("fence").asLong(), bytes, headers);
  }

  @Test
  void a_worker_takes_a_job_to_its_end() {
    String id = calls.ask(",\"parameters\":{\"prompt\":\"a sea\"}");
    JsonNode taken = calls.claimOne();
    assertThat(taken.path("id").asText()).isEqualTo(id);
    assertThat(taken.path("state").asText()).isEqualTo("running");
    assertThat(taken.path("fence").asLong()).isEqualTo(1);
    assertThat(taken.path("leaseUntil").asText()).isEqualTo("2026-11-24T05:01:00.123Z");
    assertThat(taken.at("/parameters/prompt").asText()).isEqualTo("a sea");
    JsonNode intended = calls.followed(taken, "intent", "");
    assertThat(intended.path("state").asText()).isEqualTo("submitting");
    assertThat(intended.path("providerKey").asText()).isEqualTo("mk-" + id + "-1");
    JsonNode submitted =
        calls.followed(taken, "submitted", ",\"handle\":\"op\",\"nextPollInMs\":1000");
    assertThat(submitted.path("state").asText()).isEqualTo("waiting");
    assertThat(submitted.has("leaseUntil")).isFalse();
    service.clock.advance(Duration.ofSeconds(1));
    JsonNode polled = calls.claimOne();
    assertThat(polled.path("state").asText()).isEqualTo("polling");
    assertThat(polled.path("handle").asText()).isEqualTo("op");
    assertThat(polled.path("fence").asLong()).isEqualTo(2);
    String half = ",\"progress\":{\"percent\":50,\"message\":\"half\"}";
    calls.followed(polled, "wait", ",\"nextPollAt\":\"2026-11-24T05:00:02Z\"" + half);
    assertThat(calls.find(id).at("/progress/percent").asInt()).isEqualTo(50);
    service.clock.advance(Duration.ofSeconds(1));
    JsonNode last = calls.claimOne();
    String media = upload("ada");
    JsonNode done = calls.followed(last, "complete", ",\"media\":[\"" + media + "\"]");
    assertThat(done.path("state").asText()).isEqualTo("succeeded");
    assertThat(done.path("media").get(0).asText()).isEqualTo(media);
    assertThat(calls.followed(last, "complete", ",\"media\":[\"" + media + "\"]")).isEqualTo(done);
  }

  @Test
  void a_heartbeat_prolongs_the_lease_and_tells_how_far() {
    calls.ask();
    JsonNode job = calls.claimOne();
    service.clock.advance(Duration.ofSeconds(59));
    JsonNode beat = calls.followed(job, "heartbeat", ",\"leaseMs\":120000");
    assertThat(beat.path("leaseUntil").asText()).isEqualTo("2026-11-24T05:02:59.123Z");
    calls.followed(job, "progress", ",\"progress\":{\"percent\":7}");
    assertThat(calls.find(job.path("id").asText()).at("/progress/percent").asInt()).isEqualTo(7);
    JsonNode problem =
        assertProblem(calls.command(job, "progress", ""), 400, ErrorCode.FIELD_INVALID);
    assertThat(problem.path("field").asText()).isEqualTo("progress");
  }

  @Test
  void a_heartbeat_after_the_lease_is_refused() {
    calls.ask();
    JsonNode job = calls.claimOne();
    service.clock.advance(Duration.ofMinutes(1));
    assertProblem(calls.command(job, "heartbeat", ""), 409, ErrorCode.LEASE_LOST);
    assertProblem(calls.command(job, "intent", ""), 409, ErrorCode.LEASE_LOST);
  }

  @Test
  void a_late_worker_is_told_that_its_lease_is_lost() {
    calls.ask();
    JsonNode late = calls.claimOne();
    service.clock.advance(Duration.ofMinutes(1));
    assertThat(service.jobs.endOverdue()).isOne();
    JsonNode next = calls.claimOne();
    for (String command : new String[] {"intent", "release", "stopped", "not-found"}) {
      assertProblem(calls.command(late, command, ""), 409, ErrorCode.LEASE_LOST);
    }
    assertThat(calls.followed(next, "intent", "").path("state").asText()).isEqualTo("submitting");
  }

  @Test
  void a_job_is_given_back() {
    calls.ask();
    JsonNode job = calls.claimOne();
    assertThat(calls.followed(job, "release", "").path("state").asText()).isEqualTo("queued");
    assertThat(calls.claimOne().path("fence").asLong()).isEqualTo(2);
  }

  @Test
  void what_nobody_knows_is_looked_up() {
    calls.ask();
    JsonNode job = calls.claimOne();
    calls.followed(job, "intent", "");
    JsonNode doubted = calls.followed(job, "doubt", ",\"nextLookUpInMs\":0");
    assertThat(doubted.path("state").asText()).isEqualTo("uncertain");
    JsonNode looking = calls.claimOne();
    assertThat(looking.path("state").asText()).isEqualTo("looking");
    assertThat(looking.path("providerKey")).isEqualTo(doubted.path("providerKey"));
    assertThat(calls.followed(looking, "not-found", "").path("state").asText()).isEqualTo("queued");
  }

  @Test
  void a_failure_says_what_it_means_for_the_next_attempt() {
    calls.ask();
    String away = ",\"class\":\"unavailable\",\"message\":\"maintenance\"";
    String until = ",\"until\":\"2026-11-24T05:10:00Z\"";
    calls.followed(calls.claimOne(), "fail", away + until);
    JsonNode lane = TestService.json(service.get("/api/v1/lanes")).at("/items/0");
    assertThat(lane.path("pausedUntil").asText()).isEqualTo("2026-11-24T05:10:00.000Z");
    service.clock.advance(Duration.ofMinutes(10));
    String fault = ",\"class\":\"permanent\",\"message\":\"no such model\"";
    JsonNode failed = calls.followed(calls.claimOne(), "fail", fault);
    assertThat(failed.path("state").asText()).isEqualTo("failed");
    assertThat(failed.at("/failure/message").asText()).isEqualTo("no such model");
  }

  @Test
  void media_that_are_not_there_or_not_the_owners_are_no_result() {
    calls.ask();
    JsonNode job = calls.claimOne();
    String trashed = upload("ada");
    service.delete("/api/v1/media/" + trashed);
    assertProblem(complete(job, UNKNOWN), 409, ErrorCode.JOB_MEDIA_UNKNOWN);
    assertProblem(complete(job, trashed), 409, ErrorCode.JOB_MEDIA_UNKNOWN);
    assertProblem(complete(job, upload("bob")), 409, ErrorCode.JOB_MEDIA_FOREIGN);
    assertProblem(complete(job, "7"), 400, ErrorCode.FIELD_INVALID);
    assertProblem(calls.command(job, "complete", ""), 400, ErrorCode.FIELD_INVALID);
    assertThat(complete(job, upload("ada")).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> complete(JsonNode job, String media) {
    return calls.command(job, "complete", ",\"media\":[\"" + media + "\"]");
  }

  @Test
  void a_file_is_the_result_and_completes_the_job() {
    calls.ask(",\"parameters\":{\"prompt\":\"a sea\"}");
    JsonNode job = calls.claimOne();
    HttpResponse<String> response = result(job, MagicProbe.mp4(5_000), "Content-Type", "video/mp4");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode done = TestService.json(response);
    assertThat(done.path("state").asText()).isEqualTo("succeeded");
    JsonNode media =
        TestService.json(service.get("/api/v1/media/" + done.path("media").get(0).asText()));
    assertThat(media.path("owner").asText()).isEqualTo("ada");
    assertThat(media.path("prompt").asText()).isEqualTo("a sea");
    assertThat(media.path("job").asText()).isEqualTo(job.path("id").asText());
    assertThat(media.path("bytes").asInt()).isEqualTo(5_000);
    HttpResponse<String> again = result(job, MagicProbe.mp4(5_000));
    assertThat(TestService.json(again)).isEqualTo(done);
    assertThat(service.items()).isOne();
  }

  @Test
  void a_result_without_a_lease_is_refused_before_it_is_kept() {
    calls.ask();
    JsonNode job = calls.claimOne();
    calls.followed(job, "release", "");
    assertProblem(result(job, MagicProbe.mp4(5_000)), 409, ErrorCode.LEASE_LOST);
    assertThat(service.items()).isZero();
    String path = JOBS + "/" + UNKNOWN + "/result?fence=1";
    assertProblem(service.post(path, MagicProbe.mp4(500)), 404, ErrorCode.JOB_NOT_FOUND);
  }

  @Test
  void a_result_that_is_no_video_leaves_the_job_as_it_is() {
    calls.ask();
    JsonNode job = calls.claimOne();
    assertThat(result(job, new byte[0]).statusCode()).isEqualTo(400);
    assertThat(result(job, new byte[] {1, 2, 3}).statusCode()).isEqualTo(415);
    assertProblem(
        result(job, MagicProbe.mp4(500), "Content-Type", "image/png"),
        415,
        ErrorCode.MEDIA_TYPE_MISMATCH);
    assertThat(calls.find(job.path("id").asText()).path("state").asText()).isEqualTo("running");
    assertThat(result(job, MagicProbe.mp4(500)).statusCode()).isEqualTo(200);
  }

  @Test
  void a_job_that_is_not_there_is_said_so() {
    assertProblem(calls.command(UNKNOWN, "intent", 1, ""), 404, ErrorCode.JOB_NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heartbeat|fence|{}",
        "heartbeat|fence|{\"fence\":0}",
        "heartbeat|fence|{\"fence\":\"1\"}",
        "heartbeat|leaseMs|{\"fence\":1,\"leaseMs\":999}",
        "heartbeat|leaseMs|{\"fence\":1,\"leaseMs\":3600001}",
        "heartbeat|percent|{\"fence\":1,\"progress\":{}}",
        "heartbeat|percent|{\"fence\":1,\"progress\":{\"percent\":101}}",
        "heartbeat|progress|{\"fence\":1,\"progress\":7}",
        "submitted|handle|{\"fence\":1,\"nextPollInMs\":1}",
        "submitted|handle|{\"fence\":1,\"handle\":\"\",\"nextPollInMs\":1}",
        "submitted|nextPollAt|{\"fence\":1,\"handle\":\"h\"}",
        "submitted|nextPollAt|{\"fence\":1,\"handle\":\"h\",\"nextPollAt\":\"2026-12-24T05:00:00Z\"}",
        "submitted|nextPollInMs|{\"fence\":1,\"handle\":\"h\",\"nextPollInMs\":-1}",
        "wait|nextPollInMs|{\"fence\":1,\"nextPollInMs\":86400001}",
        "wait|nextPollInMs|{\"fence\":1,\"nextPollInMs\":1,\"nextPollAt\":\"2026-11-24T06:00:00Z\"}",
        "fail|class|{\"fence\":1,\"message\":\"m\"}",
        "fail|class|{\"fence\":1,\"class\":\"poison\",\"message\":\"m\"}",
        "fail|message|{\"fence\":1,\"class\":\"transient\"}",
        "complete|media|{\"fence\":1,\"media\":[]}",
        "complete|media|{\"fence\":1,\"media\":[7]}"
      })
  void a_field_that_breaks_its_rule_is_named(String command, String field, String body) {
    String id = calls.ask();
    calls.claimOne();
    HttpResponse<String> response = calls.post("/" + id + "/" + command, body);
    assertThat(assertProblem(response, 400, ErrorCode.FIELD_INVALID).path("field").asText())
        .isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "heartbeat",
        "progress",
        "intent",
        "submitted",
        "wait",
        "doubt",
        "not-found",
        "complete",
        "fail",
        "stopped",
        "release"
      })
  void an_unknown_member_is_named(String command) {
    String id = calls.ask();
    HttpResponse<String> response = calls.post("/" + id + "/" + command, "{\"worker\":\"w\"}");
    assertThat(assertProblem(response, 400, ErrorCode.FIELD_UNKNOWN).path("field").asText())
        .isEqualTo("worker");
  }

  @Test
  void an_unknown_member_of_progress_is_named() {
    calls.ask();
    HttpResponse<String> response =
        calls.command(calls.claimOne(), "heartbeat", ",\"progress\":{\"percent\":1,\"of\":9}");
    assertThat(assertProblem(response, 400, ErrorCode.FIELD_UNKNOWN).path("field").asText())
        .isEqualTo("of");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "worker|{\"lanes\":[\"a/b\"]}",
        "worker|{\"worker\":\"\",\"lanes\":[\"a/b\"]}",
        "lanes|{\"worker\":\"w\"}",
        "lanes|{\"worker\":\"w\",\"lanes\":[]}",
        "lanes|{\"worker\":\"w\",\"lanes\":[\"x\"]}",
        "lanes|{\"worker\":\"w\",\"lanes\":\"a/b\"}",
        "most|{\"worker\":\"w\",\"lanes\":[\"a/b\"],\"most\":0}",
        "most|{\"worker\":\"w\",\"lanes\":[\"a/b\"],\"most\":101}",
        "leaseMs|{\"worker\":\"w\",\"lanes\":[\"a/b\"],\"leaseMs\":1}",
        "waitMs|{\"worker\":\"w\",\"lanes\":[\"a/b\"],\"waitMs\":60001}",
        "waitMs|{\"worker\":\"w\",\"lanes\":[\"a/b\"],\"waitMs\":-1}"
      })
  void a_claim_that_breaks_a_rule_is_refused(String field, String body) {
    HttpResponse<String> response = calls.post("/claim", body);
    assertThat(assertProblem(response, 400, ErrorCode.FIELD_INVALID).path("field").asText())
        .isEqualTo(field);
  }

  @Test
  void claims_take_as_many_as_there_are() {
    calls.ask();
    calls.ask();
    String order = "{\"worker\":\"w\",\"lanes\":[\"" + LANE + "\"],\"most\":5}";
    assertThat(JobCalls.items(calls.post("/claim", order))).hasSize(2);
    assertThat(JobCalls.items(calls.post("/claim", order))).isEmpty();
  }
}
