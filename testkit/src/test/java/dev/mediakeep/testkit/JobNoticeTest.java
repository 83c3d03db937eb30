package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.SampleJobs.LANE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobNotice;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobNoticeTest {
  private static final Instant END = Instant.parse("2026-03-01T12:34:56.789Z");
  private static final MediaId VIDEO =
      new MediaId(UUID.fromString("019ae2f0-1c40-7000-8000-000000000001"));

  private final SampleJobs samples = new SampleJobs(new SettableClock(SampleJobs.START), 1);

  @Test
  void tells_what_came_of_a_job() {
    Job job = job("ada", new JobState.Succeeded(List.of(VIDEO), END, Optional.empty()));
    String expected =
        """
        {"type":"job.succeeded","timestamp":"2026-03-01T12:34:56.789Z","data":{"id":"ID",\
        "owner":"ada","lane":"acme/film-1","createdAt":"2026-03-01T12:00:00.000Z",\
        "state":"succeeded","media":["019ae2f0-1c40-7000-8000-000000000001"],\
        "endedAt":"2026-03-01T12:34:56.789Z"}}\
        """;
    assertThat(body(job)).isEqualTo(expected.replace("ID", job.id().toString()));
  }

  @Test
  void tells_why_it_failed_in_sound_json() {
    Failure failure = new Failure(FailureClass.TIME_LIMIT, "say \"no\"\\\n\t\u2028\u007f🗼");
    Job job = job("a\"b", new JobState.Failed(failure, END, Optional.empty()));
    assertThat(new JsonObject(body(job)).string("type")).contains("job.failed");
    assertThat(body(job))
        .contains(
            "\"owner\":\"a\\\"b\"",
            "\"class\":\"timeLimit\"",
            "\"say \\\"no\\\"\\\\\\u000a\\u0009\\u2028\\u007f🗼\"");
  }

  @Test
  void tells_nothing_of_parameters_and_of_the_receiver() {
    assertThat(body(job("ada", new JobState.Cancelled(END, Optional.empty()))))
        .contains("job.cancelled")
        .doesNotContain("hunter2", "private");
  }

  @Test
  void there_is_none_before_the_end_or_without_a_receiver() {
    assertThat(JobNotice.of(job("ada", new JobState.Queued(END, END)))).isEmpty();
    Job unasked = samples.next().job();
    assertThat(JobNotice.of(inState(unasked, new JobState.Cancelled(END, Optional.empty()))))
        .isEmpty();
  }

  @Test
  void the_id_follows_from_the_end_of_the_job() {
    Job job = job("ada", new JobState.Cancelled(END, Optional.empty()));
    MessageId id = JobNotice.of(job).orElseThrow().message().id();
    assertThat(id).hasToString("msg_" + job.id() + "_1772368496789");
    assertThat(MessageId.parse(id.toString())).isEqualTo(id);
  }

  private Job job(String owner, JobState state) {
    JobRequest request =
        JobRequest.builder(new OwnerId(owner), LANE)
            .parameters(new JsonObject("{\"prompt\":\"private\"}"))
            .webhook(new WebhookUrl("https://receiver.example/hunter2"))
            .build();
    return inState(samples.next(request).job(), state);
  }

  private static Job inState(Job job, JobState state) {
    return new Job(
        job.id(),
        job.request(),
        job.createdAt(),
        state,
        job.attempts(),
        job.progress(),
        Optional.empty());
  }

  private static String body(Job job) {
    return JobNotice.of(job).orElseThrow().message().body();
  }
}
