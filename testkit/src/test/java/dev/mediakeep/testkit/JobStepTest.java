package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.JobCommand.Finding;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.JobState;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.testkit.RecordingProvider.Call;
import dev.mediakeep.testkit.RecordingProvider.Fault;
import dev.mediakeep.testkit.RecordingProvider.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobStepTest {
  /** One of housekeeping, the claim, and then it. */
  private static final int CALLS_UNTIL_COMPLETE = 3;

  private final RunnerFixture all = new RunnerFixture();
  private final JobRunner.Driven runner = all.driven();

  @Test
  void a_render_goes_from_the_request_to_the_library() {
    JobId id = all.ask();
    assertThat(runner.step()).isTrue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.WAITING);
    assertThat(runner.step()).as("before the poll is due").isFalse();
    all.pass(5);
    runner.runDue();
    assertThat(all.job(id).progress().orElseThrow().percent()).isEqualTo(50);
    all.pass(5);
    runner.runDue();
    JobState.Succeeded done = all.state(id, JobState.Succeeded.class);
    Media media = all.library.find(done.media().getFirst()).orElseThrow();
    assertThat(media.details().owner()).isEqualTo(SampleJobs.ADA);
    assertThat(media.details().origin().job()).contains(id);
    assertThat(media.details().recipe().prompt()).contains("a lake");
    assertThat(media.details().recipe().model()).contains("film-1");
    assertThat(media.details().recipe().parameters()).contains(RunnerFixture.PARAMETERS);
    assertThat(all.troubles).isEmpty();
  }

  @Test
  void a_lost_answer_is_looked_up_and_not_ordered_again() {
    JobId id = all.ask();
    failOnce(Call.SUBMIT, Moment.AFTER);
    runner.runDue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.UNCERTAIN);
    all.pass(15);
    runner.step();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.WAITING);
    finish(id);
    assertThat(all.provider.submissions()).hasSize(1);
    assertThat(all.troubles).singleElement().isInstanceOf(IOException.class);
  }

  @Test
  void an_order_that_never_arrived_is_placed_under_its_key() {
    JobId id = all.ask();
    String key = all.job(id).providerKey();
    failOnce(Call.SUBMIT, Moment.BEFORE);
    runner.runDue();
    all.pass(15);
    finish(id);
    assertThat(all.provider.submissions()).singleElement().matches(s -> s.key().equals(key));
  }

  @Test
  void without_look_up_a_person_decides() {
    all.provider.forbidLookUp();
    JobId id = all.ask();
    failOnce(Call.SUBMIT, Moment.AFTER);
    runner.runDue();
    all.pass(15);
    runner.runDue();
    assertThat(all.state(id, JobState.Uncertain.class).nextLookUpAt()).isEmpty();
    String handle = all.provider.renders(id).getFirst().handle();
    assertThat(all.queue.resolve(id, new Finding.Runs(handle))).isNotNull();
    finish(id);
  }

  @Test
  void look_ups_that_fail_become_rarer() {
    JobId id = all.ask();
    all.provider.setFault((call, moment) -> {
      throw new IOException("no route to host");
    });
    runner.runDue();
    all.pass(15);
    runner.runDue();
    assertThat(waitOf(id)).isEqualTo(Duration.ofSeconds(15));
    all.pass(785);
    runner.runDue();
    assertThat(waitOf(id)).isEqualTo(Duration.ofSeconds(100));
  }

  private Duration waitOf(JobId id) {
    return Duration.between(all.clock.instant(), all.job(id).state().claimableAt().orElseThrow());
  }

  @Test
  void a_refused_order_is_placed_again_under_another_key() {
    JobId id = all.ask();
    all.provider.rejectNext(new Failure(FailureClass.TRANSIENT, "500"), Optional.empty());
    runner.runDue();
    assertThat(all.job(id).attempts().spent()).isOne();
    all.pass(2);
    finish(id);
    assertThat(all.provider.submissions())
        .extracting(submission -> submission.key())
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void a_provider_that_is_away_for_long_is_waited_for() {
    JobId id = all.ask();
    Failure away = new Failure(FailureClass.UNAVAILABLE, "back next week");
    all.provider.rejectNext(away, Optional.of(all.clock.instant().plus(Duration.ofDays(7))));
    runner.runDue();
    assertThat(all.job(id).attempts().spent()).isZero();
    assertThat(waitOf(id)).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void a_failed_poll_fails_no_job() {
    JobId id = all.ask();
    runner.runDue();
    failOnce(Call.POLL, Moment.BEFORE);
    all.pass(5);
    runner.runDue();
    assertThat(waitOf(id)).isEqualTo(Duration.ofSeconds(15));
    all.pass(15);
    finish(id);
  }

  @Test
  void a_failed_download_is_tried_again() {
    JobId id = all.ask();
    runner.runDue();
    all.pass(10);
    failOnce(Call.FETCH, Moment.AFTER);
    runner.runDue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.WAITING);
    all.pass(15);
    finish(id);
    assertThat(all.catalog.totals().items()).isOne();
  }

  @Test
  void a_failed_render_is_ordered_again() {
    JobId id = all.ask();
    all.provider.failNext(new Failure(FailureClass.TRANSIENT, "out of memory"));
    runner.runDue();
    all.pass(10);
    runner.runDue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.QUEUED);
    all.pass(2);
    finish(id);
    assertThat(all.provider.renders(id)).hasSize(2);
  }

  @Test
  void a_render_of_no_use_is_not_ordered_again() {
    JobId id = all.ask();
    all.provider.failNext(new Failure(FailureClass.PERMANENT, "against the rules"));
    runner.runDue();
    all.pass(10);
    runner.runDue();
    assertThat(all.state(id, JobState.Failed.class).failure().message())
        .isEqualTo("against the rules");
  }

  @Test
  void what_is_cancelled_ends_at_the_provider_too() {
    JobId id = all.ask();
    runner.runDue();
    assertThat(all.queue.cancel(id)).isNotNull();
    runner.runDue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.CANCELLED);
    assertThat(all.provider.renders(id))
        .singleElement()
        .matches(render -> all.provider.status(render) == Status.CANCELLED);
  }

  @Test
  void what_was_done_before_it_was_cancelled_is_kept() {
    JobId id = all.ask();
    runner.runDue();
    all.pass(10);
    assertThat(all.queue.cancel(id)).isNotNull();
    runner.runDue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.SUCCEEDED);
  }

  @Test
  void what_takes_too_long_is_cancelled() {
    all.provider.setRenderTime(Duration.ofHours(3));
    JobId id =
        all.ask(
            JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE)
                .timeLimit(Duration.ofMinutes(1))
                .build());
    runner.runDue();
    all.pass(60);
    runner.runDue();
    assertThat(all.state(id, JobState.Failed.class).failure().kind())
        .isEqualTo(FailureClass.TIME_LIMIT);
  }

  @Test
  void a_video_that_was_kept_already_is_not_kept_twice() {
    JobId id = all.ask();
    runner.runDue();
    all.pass(10);
    AtomicInteger calls = new AtomicInteger();
    dieIn(
        all.driven(moment -> {
          if (moment == Moment.BEFORE && calls.incrementAndGet() == CALLS_UNTIL_COMPLETE) {
            throw new Fate.Killed();
          }
        }));
    assertThat(all.catalog.totals().items()).isOne();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.POLLING);
    all.pass(60);
    runner.runDue();
    all.pass(15);
    finish(id);
    assertThat(all.catalog.totals().items()).isOne();
  }

  private static void dieIn(JobRunner.Driven one) {
    try {
      one.runDue();
    } catch (Fate.Killed e) {
      return;
    }
    throw new AssertionError("was not killed");
  }

  @Test
  void a_prompt_that_no_recipe_holds_stays_in_the_parameters() {
    JsonObject odd = new JsonObject("{\"prompt\":\"\\u0000\"}");
    JobId id = all.ask(JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).parameters(odd).build());
    runner.runDue();
    all.pass(10);
    finish(id);
    Media media = all.library.list(MediaQuery.ofDefaults()).items().getFirst();
    assertThat(media.details().recipe().prompt()).isEmpty();
    assertThat(media.details().recipe().parameters()).contains(odd);
  }

  /** Drives the job to its success, and expects that nothing was paid twice. */
  private void finish(JobId id) {
    for (int turn = 0; turn < 10 && !all.kind(id).isFinal(); turn++) {
      runner.runDue();
      all.pass(5);
    }
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.SUCCEEDED);
    all.provider.assertNothingPaidTwice();
  }

  private void failOnce(Call where, Moment when) {
    AtomicInteger left = new AtomicInteger(1);
    Fault once =
        (call, moment) -> {
          if (call == where && moment == when && left.getAndDecrement() > 0) {
            throw new IOException("the line broke");
          }
        };
    all.provider.setFault(once);
  }
}
