package dev.mediakeep.web;

import static dev.mediakeep.web.JobCalls.JOBS;
import static dev.mediakeep.web.JobCalls.LANE;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.QueueLimits;
import dev.mediakeep.job.WorkerId;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LongPollTest {
  private final CountingJobStore store = new CountingJobStore();
  private final TestService service =
      TestService.ofJobs(config -> config.maxPolls(300), roomy(), store::over);
  private final JobCalls calls = new JobCalls(service);

  private static JobPolicies roomy() {
    JobPolicies defaults = JobPolicies.ofDefaults();
    QueueLimits limits = QueueLimits.builder().runningByAddress(1_000).build();
    return new JobPolicies(defaults.retry(), defaults.lease(), defaults.fairness(), limits);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** A poll that has asked the queue once in vain, or that waits behind one that has. */
  private CompletableFuture<HttpResponse<String>> held(String worker) {
    CompletableFuture<HttpResponse<String>> poll = calls.poll(worker);
    await(() -> store.claims.get() > 0);
    return poll;
  }

  private static JsonNode itemsOf(CompletableFuture<HttpResponse<String>> poll) throws Exception {
    return JobCalls.items(poll.get(20, TimeUnit.SECONDS));
  }

  @Test
  void answers_at_once_when_there_is_something() throws Exception {
    calls.ask();
    assertThat(itemsOf(calls.poll("w"))).hasSize(1);
  }

  @Test
  void is_woken_by_a_new_job() throws Exception {
    CompletableFuture<HttpResponse<String>> poll = held("w");
    assertThat(poll).isNotDone();
    String id = calls.ask();
    assertThat(itemsOf(poll).get(0).path("id").asText()).isEqualTo(id);
  }

  @Test
  void is_woken_when_a_job_becomes_due() throws Exception {
    String id = calls.ask(",\"notBefore\":\"2026-11-24T05:00:00.223Z\"");
    CompletableFuture<HttpResponse<String>> poll = held("w");
    assertThat(poll).isNotDone();
    service.clock.advance(Duration.ofMillis(100));
    assertThat(itemsOf(poll).get(0).path("id").asText()).isEqualTo(id);
  }

  @Test
  void is_woken_when_a_job_that_comes_later_becomes_due() throws Exception {
    CompletableFuture<HttpResponse<String>> poll = held("w");
    calls.ask(",\"notBefore\":\"2026-11-24T05:00:00.223Z\"");
    service.clock.advance(Duration.ofMillis(100));
    assertThat(itemsOf(poll)).hasSize(1);
  }

  @Test
  void is_woken_when_a_lease_ends() throws Exception {
    String id = calls.ask();
    calls.claimOne();
    CompletableFuture<HttpResponse<String>> poll = held("w");
    service.clock.advance(Duration.ofMinutes(1));
    assertThat(service.jobs.endOverdue()).isOne();
    JsonNode job = itemsOf(poll).get(0);
    assertThat(job.path("id").asText()).isEqualTo(id);
    assertThat(job.path("fence").asLong()).isEqualTo(2);
  }

  @Test
  void is_woken_when_a_lane_hands_out_jobs_again() throws Exception {
    service.post("/api/v1/lanes/" + LANE + "/pause", new byte[0]);
    calls.ask();
    CompletableFuture<HttpResponse<String>> poll = held("w");
    assertThat(poll).isNotDone();
    service.post("/api/v1/lanes/" + LANE + "/resume", new byte[0]);
    assertThat(itemsOf(poll)).hasSize(1);
  }

  @Test
  void is_woken_when_a_place_becomes_free_in_another_lane() throws Exception {
    service.put("/api/v1/lanes/" + LANE, "{\"maxRunning\":1}");
    calls.ask();
    calls.ask();
    JsonNode first = calls.claimOne();
    CompletableFuture<HttpResponse<String>> poll = held("w");
    assertThat(poll).isNotDone();
    service.delete(JOBS + "/" + first.path("id").asText());
    assertThat(itemsOf(poll)).hasSize(1);
  }

  @Test
  void ends_with_nothing_when_nothing_comes() throws Exception {
    assertThat(itemsOf(calls.poll("w", ",\"waitMs\":50"))).isEmpty();
  }

  @Test
  void an_unknown_lane_is_refused_at_once_even_beside_another() {
    held("w");
    for (String lanes : new String[] {"\"fake/nope\"", "\"" + LANE + "\",\"fake/nope\""}) {
      String body = "{\"worker\":\"x\",\"lanes\":[" + lanes + "]";
      for (String wait : new String[] {"}", ",\"waitMs\":60000}"}) {
        JsonNode problem =
            assertProblem(calls.post("/claim", body + wait), 400, ErrorCode.LANE_UNKNOWN);
        assertThat(problem.path("field").asText()).isEqualTo("lanes");
        assertThat(problem.path("detail").asText()).contains("fake/nope");
      }
    }
  }

  @Test
  void two_workers_do_not_get_one_job() throws Exception {
    CompletableFuture<HttpResponse<String>> one = held("one");
    CompletableFuture<HttpResponse<String>> two = held("two");
    calls.ask();
    CompletableFuture.anyOf(one, two).get(20, TimeUnit.SECONDS);
    calls.ask();
    assertThat(itemsOf(one)).hasSize(1);
    assertThat(itemsOf(two)).hasSize(1);
    assertThat(itemsOf(one).get(0).path("id")).isNotEqualTo(itemsOf(two).get(0).path("id"));
  }

  @Test
  void one_new_job_wakes_few_and_many_new_jobs_wake_all() throws Exception {
    int workers = 100;
    service.put("/api/v1/lanes/" + LANE, "{\"maxRunning\":1000}");
    List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      polls.add(held("w" + i));
    }
    int before = store.claims.get();
    calls.ask();
    CompletableFuture.anyOf(polls.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    await(() -> store.claims.get() >= before + 2);
    assertThat(store.claims.get() - before).isBetween(2, 4);
    for (int i = 1; i < workers; i++) {
      assertThat(calls.post("", JobCalls.request("").replace("ada", "o" + i)).statusCode())
          .isEqualTo(201);
    }
    Set<String> ids = new HashSet<>();
    for (CompletableFuture<HttpResponse<String>> poll : polls) {
      ids.add(itemsOf(poll).get(0).path("id").asText());
    }
    assertThat(ids).hasSize(workers);
  }

  @Test
  void a_worker_that_has_gone_gets_no_job() throws Exception {
    String body = JobCalls.claimOf("gone", ",\"waitMs\":60000");
    try (RawHttp http = new RawHttp(service)) {
      http.send(
          "POST /api/v1/jobs/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      await(() -> store.claims.get() > 0);
    }
    CompletableFuture<HttpResponse<String>> there = calls.poll("there");
    String id = calls.ask();
    assertThat(itemsOf(there).get(0).path("id").asText()).isEqualTo(id);
  }

  @Test
  void a_worker_that_has_gone_behind_its_next_request_gets_no_job() throws Exception {
    String body = JobCalls.claimOf("gone", ",\"waitMs\":60000");
    String poll =
        "POST /api/v1/jobs/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    try (RawHttp http = new RawHttp(service)) {
      http.send(poll);
      await(() -> store.claims.get() > 0);
      http.send(poll);
    }
    CompletableFuture<HttpResponse<String>> there = calls.poll("there");
    String id = calls.ask();
    assertThat(itemsOf(there).get(0).path("id").asText()).isEqualTo(id);
  }

  @Test
  void a_job_goes_back_when_its_worker_goes_while_it_is_claimed() {
    String id = calls.ask();
    try (ClaimDesk desk = ClaimDesk.open(service.jobs)) {
      HeldClaim gone = desk.arrive(order("gone"));
      store.onceClaimed.set(() -> desk.leave(gone));
      assertThat(desk.claim(gone)).isEmpty();
      store.onceClaimed.set(() -> {});
      Job job = desk.claim(desk.arrive(order("there"))).getFirst();
      assertThat(job.id()).hasToString(id);
      assertThat(job.attempts().fence()).isEqualTo(2);
      assertThat(job.attempts().lostLeases()).isZero();
    }
  }

  @Test
  void a_job_that_cannot_be_given_back_does_not_keep_the_others() {
    FailingJobStore busy = new FailingJobStore("change");
    try (TestService there =
            TestService.ofJobs(UnaryOperator.identity(), JobPolicies.ofDefaults(), busy::over);
        RecordedLog log = new RecordedLog();
        ClaimDesk desk = ClaimDesk.open(there.jobs)) {
      JobCalls asking = new JobCalls(there);
      List<String> ids = List.of(asking.ask(), asking.ask(), asking.ask());
      List<Job> claimed =
          there.jobs.claim(new WorkerId("gone"), Set.of(Lane.parse(LANE)), ids.size());
      assertThat(claimed).hasSize(ids.size());
      busy.failsOnce = true;
      busy.fault = Optional.of(new MediakeepException(ErrorCode.STORE_BUSY, "busy"));
      desk.giveBack(claimed);
      assertThat(ids.stream().map(id -> asking.find(id).path("state").asText()))
          .containsExactlyInAnyOrder("running", "queued", "queued");
      assertThat(log.lines()).singleElement().asString().contains("its lease ends", "busy");
    }
  }

  private static ClaimOrder order(String worker) {
    return new ClaimOrder(
        new WorkerId(worker), Set.of(Lane.parse(LANE)), 1, Optional.empty(), Duration.ofMinutes(1));
  }

  @Test
  void a_stop_sends_those_who_wait_away() throws Exception {
    CompletableFuture<HttpResponse<String>> poll = held("w");
    long start = System.nanoTime();
    service.service.close();
    assertThat(itemsOf(poll)).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void one_poll_too_many_is_refused() {
    try (TestService small =
        TestService.ofJobs(config -> config.maxPolls(2), JobPolicies.ofDefaults(), store::over)) {
      JobCalls there = new JobCalls(small);
      CompletableFuture<HttpResponse<String>> held = there.poll("w");
      await(() -> store.claims.get() > 0);
      HttpResponse<String> second = there.post("/claim", JobCalls.claimOf("x", ""));
      assertProblem(second, 429, ErrorCode.TOO_MANY_STREAMS);
      assertThat(second.headers().firstValue("Retry-After")).contains("2");
      there.ask();
      assertThat(held.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void the_connection_goes_on_after_a_poll() {
    String body = JobCalls.claimOf("w", ",\"waitMs\":20");
    try (RawHttp http = new RawHttp(service)) {
      for (int i = 0; i < 3; i++) {
        http.send(
            "POST /api/v1/jobs/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
        assertThat(http.answer().status()).isEqualTo(200);
        http.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(http.answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void what_is_sent_while_it_is_held_is_answered_next() {
    String body = JobCalls.claimOf("w", ",\"waitMs\":200");
    try (RawHttp http = new RawHttp(service)) {
      http.send(
          "POST /api/v1/jobs/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      await(() -> store.claims.get() > 0);
      http.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(http.answer().text()).contains("items");
      assertThat(http.answer().text()).contains("\"up\"");
    }
  }
}
