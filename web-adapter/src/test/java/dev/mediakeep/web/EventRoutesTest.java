package dev.mediakeep.web;

import static dev.mediakeep.web.JobCalls.JOBS;
import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventRoutesTest {
  private final TestService service = new TestService(config -> config.maxListeners(40));
  private final JobCalls calls = new JobCalls(service);

  @AfterEach
  void stop() {
    service.close();
  }

  private EventListener ofJob(String id, String... headers) {
    return EventListener.open(service, JOBS + "/" + id + "/events", headers);
  }

  @Test
  void a_job_is_told_from_its_first_event_to_its_last() {
    String id = calls.ask();
    JsonNode job = calls.claimOne();
    try (EventListener listener = ofJob(id)) {
      EventListener.Event first = listener.next();
      assertThat(first.name()).isEqualTo("state");
      assertThat(first.json().path("state").asText()).isEqualTo("queued");
      assertThat(first.json().has("command")).isFalse();
      assertThat(first.json().path("number").asText()).isEqualTo(first.id());
      assertThat(listener.next().json().path("command").asText()).isEqualTo("claim");
      calls.followed(job, "progress", ",\"progress\":{\"percent\":40,\"message\":\"a\\nb\"}");
      EventListener.Event progress = listener.next();
      assertThat(progress.name()).isEqualTo("progress");
      assertThat(progress.json().at("/progress/percent").asInt()).isEqualTo(40);
      assertThat(progress.json().at("/progress/message").asText()).isEqualTo("a\nb");
      service.delete(JOBS + "/" + id);
      EventListener.Event last = listener.next();
      assertThat(last.name()).isEqualTo("end");
      assertThat(last.json().path("state").asText()).isEqualTo("cancelled");
      listener.assertEnded();
    }
  }

  @Test
  void a_job_that_is_tried_again_says_why() {
    String id = calls.ask();
    JsonNode job = calls.claimOne();
    calls.followed(job, "fail", ",\"class\":\"transient\",\"message\":\"503\"");
    try (EventListener listener = ofJob(id)) {
      JsonNode failed = listener.next(3).getLast().json();
      assertThat(failed.path("state").asText()).isEqualTo("queued");
      assertThat(failed.at("/failure/class").asText()).isEqualTo("transient");
      assertThat(failed.at("/failure/message").asText()).isEqualTo("503");
    }
    JsonNode waiting = calls.find(id);
    assertThat(waiting.at("/lastFailure/message").asText()).isEqualTo("503");
    assertThat(waiting.has("failure")).isFalse();
    service.delete(JOBS + "/" + id);
    try (EventListener listener = ofJob(id)) {
      assertThat(listener.next(4).getLast().json().has("failure")).isFalse();
    }
  }

  @Test
  void a_listener_that_comes_back_hears_the_rest() {
    String id = calls.ask();
    JsonNode job = calls.claimOne();
    long second;
    try (EventListener listener = ofJob(id)) {
      second = listener.next(2).getLast().number();
    }
    calls.followed(job, "intent", "");
    service.delete(JOBS + "/" + id);
    calls.followed(job, "submitted", ",\"handle\":\"h\",\"nextPollInMs\":0");
    try (EventListener listener = ofJob(id, "Last-Event-ID", Long.toString(second))) {
      assertThat(listener.next(3))
          .extracting(event -> event.json().path("command").asText())
          .containsExactly("intend", "stop", "submitted");
    }
    try (EventListener listener =
        EventListener.open(service, JOBS + "/" + id + "/events?after=" + (second + 1))) {
      assertThat(listener.next().json().path("command").asText()).isEqualTo("stop");
    }
  }

  @Test
  void a_browser_does_not_come_back_after_the_end() {
    String id = calls.ask();
    service.delete(JOBS + "/" + id);
    String last;
    try (EventListener listener = ofJob(id)) {
      last = listener.next(2).getLast().id();
      listener.assertEnded();
    }
    HttpResponse<String> again = service.get(JOBS + "/" + id + "/events", "Last-Event-ID", last);
    assertThat(again.statusCode()).isEqualTo(204);
    calls.post("/" + id + "/retry", "");
    try (EventListener listener = ofJob(id, "Last-Event-ID", last)) {
      assertThat(listener.next().json().path("command").asText()).isEqualTo("retry");
    }
  }

  @Test
  void an_end_in_the_past_is_none() {
    String id = calls.ask();
    service.delete(JOBS + "/" + id);
    calls.post("/" + id + "/retry", "");
    try (EventListener listener = ofJob(id)) {
      assertThat(listener.next(3).getLast().json().path("command").asText()).isEqualTo("retry");
      service.delete(JOBS + "/" + id);
      assertThat(listener.next().name()).isEqualTo("end");
      listener.assertEnded();
    }
  }

  @Test
  void an_owner_hears_of_all_of_his_jobs_from_now_on() {
    calls.ask();
    try (EventListener hers = EventListener.open(service, JOBS + "/events?owner=ada");
        EventListener all = EventListener.open(service, JOBS + "/events");
        EventListener old = EventListener.open(service, JOBS + "/events?owner=ada&after=0")) {
      calls.post("", JobCalls.request("").replace("ada", "bob"));
      String next = calls.ask();
      assertThat(hers.next().json().path("job").asText()).isEqualTo(next);
      assertThat(all.next(2))
          .extracting(event -> event.json().path("owner").asText())
          .containsExactly("bob", "ada");
      assertThat(old.next(2).getLast().json().path("job").asText()).isEqualTo(next);
    }
  }

  @Test
  void who_knows_of_events_that_there_are_not_is_told_to_start_anew() {
    String id = calls.ask();
    try (EventListener listener = ofJob(id, "Last-Event-ID", "9000")) {
      assertThat(listener.next().name()).isEqualTo("reset");
      assertThat(listener.next().json().path("state").asText()).isEqualTo("queued");
    }
    try (EventListener listener = EventListener.open(service, JOBS + "/events?after=9000")) {
      EventListener.Event reset = listener.next();
      assertThat(reset.name()).isEqualTo("reset");
      assertThat(reset.number()).isEqualTo(service.jobs.lastEntry());
      calls.ask();
      assertThat(listener.next().name()).isEqualTo("state");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999", ""})
  void a_number_that_is_none_is_refused(String number) {
    String path = JOBS + "/" + calls.ask() + "/events";
    HttpResponse<String> response = service.get(path, "Last-Event-ID", number);
    assertThat(assertProblem(response, 400, ErrorCode.FIELD_INVALID).path("field").asText())
        .isEqualTo("Last-Event-ID");
    assertProblem(service.get(path + "?after=" + number), 400, ErrorCode.FIELD_INVALID);
  }

  @Test
  void nothing_is_lost_or_told_twice_while_much_happens() throws Exception {
    int jobs = 400;
    Lane lane = Lane.parse(JobCalls.LANE);
    Thread asking =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < jobs; i++) {
                OwnerId owner = new OwnerId(i % 2 == 0 ? "ada" : "bob");
                JobRequest request = JobRequest.builder(owner, lane).build();
                assertThat(service.jobs.enqueue(request, Optional.empty())).isNotNull();
              }
            });
    List<EventListener> listeners = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      listeners.add(EventListener.open(service, JOBS + "/events?after=0"));
      listeners.add(EventListener.open(service, JOBS + "/events?owner=ada&after=0"));
    }
    asking.join();
    List<Long> all =
        service.jobs.listEntries(new EntryQuery(Optional.empty(), 0, 1_000)).stream()
            .map(JobEntry::number)
            .toList();
    assertThat(all).hasSize(jobs);
    for (int i = 0; i < listeners.size(); i += 2) {
      assertThat(listeners.get(i).next(jobs))
          .extracting(EventListener.Event::number)
          .isEqualTo(all);
      assertThat(listeners.get(i + 1).next(jobs / 2))
          .extracting(EventListener.Event::number)
          .isSorted()
          .doesNotHaveDuplicates();
    }
    listeners.forEach(EventListener::close);
  }

  @Test
  void silence_is_broken_now_and_then() {
    try (TestService quiet = new TestService(config -> config.heartbeat(Duration.ofMillis(20)))) {
      try (EventListener listener = EventListener.open(quiet, JOBS + "/events")) {
        assertThat(listener.next().name()).isEmpty();
        assertThat(listener.next().name()).isEmpty();
      }
    }
  }

  @Test
  void a_stream_outlives_all_timeouts() {
    Duration brief = Duration.ofMillis(100);
    try (TestService hasty =
        new TestService(config ->
            config.idleTimeout(brief).headTimeout(brief).stallTimeout(brief).heartbeat(brief))) {
      JobCalls there = new JobCalls(hasty);
      try (EventListener listener = EventListener.open(hasty, JOBS + "/events")) {
        for (int i = 0; i < 15; i++) {
          assertThat(listener.next().name()).isEmpty();
        }
        there.ask();
        String name = listener.next().name();
        while (name.isEmpty()) {
          name = listener.next().name();
        }
        assertThat(name).isEqualTo("state");
      }
    }
  }

  @Test
  void a_listener_that_goes_away_makes_room_at_once() {
    try (TestService small = new TestService(config -> config.maxListeners(2))) {
      String path = JOBS + "/events";
      for (int i = 0; i < 3; i++) {
        RawHttp http = streamOnceThereIsRoom(small, path);
        HttpResponse<String> second = small.get(path);
        assertProblem(second, 429, ErrorCode.TOO_MANY_STREAMS);
        assertThat(second.headers().firstValue("Retry-After")).contains("2");
        http.close();
      }
    }
  }

  private static RawHttp streamOnceThereIsRoom(TestService service, String path) {
    RawHttp[] open = new RawHttp[1];
    await(() -> {
      open[0] = new RawHttp(service);
      open[0].send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      boolean hasRoom = headOf(open[0]).contains("200 OK");
      if (!hasRoom) {
        open[0].close();
      }
      return hasRoom;
    });
    return open[0];
  }

  private static String headOf(RawHttp http) {
    try {
      return http.head();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isOpen(TestService service, String path) {
    var response = service.send(service.request(path), BodyHandlers.ofInputStream());
    try {
      response.body().close();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    return response.statusCode() == 200;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_fault_of_any_kind_holds_events_up_for_a_while_only() throws Exception {
    FailingJobStore store = new FailingJobStore("listEntries");
    try (TestService faulty =
            TestService.ofJobs(UnaryOperator.identity(), JobPolicies.ofDefaults(), store::over);
        RecordedLog log = new RecordedLog();
        EventListener listener = EventListener.open(faulty, JOBS + "/events")) {
      JobCalls there = new JobCalls(faulty);
      there.ask();
      listener.next();
      store.fault = Optional.of(new IllegalStateException("a defect"));
      String id = there.ask();
      store.awaitFailure();
      store.fault = Optional.empty();
      assertThat(listener.next().json().path("job").asText()).isEqualTo(id);
      assertThat(log.lines()).singleElement().asString().contains("reading the log of jobs failed");
    }
  }

  @Test
  void a_stop_ends_the_streams_and_begins_no_more() {
    try (EventListener all = EventListener.open(service, JOBS + "/events");
        EventListener one = ofJob(calls.ask())) {
      all.next();
      one.next();
      long start = System.nanoTime();
      service.service.close();
      all.assertEnded();
      one.assertEnded();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void who_reads_nothing_is_let_go() {
    Duration brief = Duration.ofMillis(300);
    try (TestService hasty =
        new TestService(config -> config.stallTimeout(brief).maxListeners(2))) {
      JobCalls there = new JobCalls(hasty);
      String message = "x".repeat(500);
      try (RawHttp http = new RawHttp(hasty)) {
        http.send("GET " + JOBS + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(headOf(http)).contains("200 OK");
        there.ask();
        JsonNode job = there.claimOne();
        var id = dev.mediakeep.id.JobId.parse(job.path("id").asText());
        var progress = Optional.of(new dev.mediakeep.job.Progress(1, Optional.of(message)));
        await(() -> {
          for (int i = 0; i < 200; i++) {
            assertThat(hasty.jobs.heartbeat(id, 1, progress, Optional.empty())).isNotNull();
          }
          return isOpen(hasty, JOBS + "/events");
        });
      }
    }
  }

  @Test
  void who_reads_slowly_hears_all_of_it() {
    calls.ask();
    JsonNode job = calls.claimOne();
    var id = dev.mediakeep.id.JobId.parse(job.path("id").asText());
    try (EventListener listener = ofJob(job.path("id").asText())) {
      listener.next(2);
      int beats = 6_000; // more than are kept
      for (int i = 0; i < beats; i++) {
        var progress = Optional.of(new dev.mediakeep.job.Progress(i % 100, Optional.empty()));
        assertThat(service.jobs.heartbeat(id, 1, progress, Optional.empty())).isNotNull();
      }
      assertThat(listener.next(beats))
          .extracting(EventListener.Event::number)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }
}
