package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand.Finding;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Submission;
import dev.mediakeep.job.UnnotedHandleException;
import dev.mediakeep.testkit.RecordingProvider.Call;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is paid for is not lost: neither its name at the provider, nor the film. */
class PaidRenderTest {
  private final RunnerFixture all = new RunnerFixture();
  private final JobRunner.Driven runner = all.driven();

  @Test
  void a_handle_that_cannot_be_noted_is_told() {
    JobId id = all.ask();
    AtomicBoolean isFull = new AtomicBoolean();
    all.provider.setFault((call, moment) -> isFull.set(true));
    all.setFault(moment -> {
      if (isFull.get()) {
        throw new MediakeepException(ErrorCode.DISK_FULL, "the disk is full");
      }
    });
    runner.step();
    assertThat(all.troubles)
        .filteredOn(UnnotedHandleException.class::isInstance)
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("the provider runs operations/1 under " + all.job(id).providerKey());
  }

  @Test
  void a_handle_that_comes_after_the_lease_is_taken() {
    JobId id = all.ask();
    all.provider.setFault((call, moment) -> {
      if (call == Call.SUBMIT && moment == Moment.AFTER) {
        all.pass(90);
        all.queue.endOverdue();
      }
    });
    all.provider.forbidLookUp();
    runner.step();
    assertThat(all.state(id, JobState.Waiting.class).running().handle()).isEqualTo("operations/1");
    assertThat(all.troubles).isEmpty();
  }

  @Test
  void a_handle_that_comes_too_late_is_told() {
    JobId id = all.ask();
    all.provider.setFault((call, moment) -> {
      if (call == Call.SUBMIT && moment == Moment.AFTER) {
        all.pass(90);
        all.queue.endOverdue();
        assertThat(all.queue.resolve(id, new Finding.GivenUp("no idea"))).isNotNull();
      }
    });
    runner.step();
    assertThat(all.troubles).singleElement().isInstanceOf(UnnotedHandleException.class);
  }

  @Test
  void what_is_done_is_fetched_before_it_is_cancelled() {
    all.provider.cancelBlindly();
    JobId id = all.ask();
    runner.runDue();
    all.pass(3_600);
    runner.runDue();
    assertThat(all.kind(id)).as("done while nobody was there").isEqualTo(JobState.Kind.SUCCEEDED);
  }

  @Test
  void a_download_that_breaks_off_after_the_time_limit_is_tried_again() {
    JobRunner.Driven late = breakingOff(1);
    JobId id = all.ask();
    late.runDue();
    all.pass(3_600);
    late.runDue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.WAITING);
    all.pass(15);
    late.runDue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.SUCCEEDED);
  }

  @Test
  void a_file_that_nobody_keeps_ends_the_job_in_the_end() {
    JobRunner.Driven odder = driven(submission -> SampleFiles.bad("document.pdf").bytes());
    JobId id = all.ask();
    odder.runDue();
    all.pass(10);
    odder.runDue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.WAITING);
    assertThat(all.job(id).progress().flatMap(Progress::message).orElseThrow())
        .startsWith("the video was not kept: ");
    outlast(odder);
    Failure failure = all.state(id, JobState.Failed.class).failure();
    assertThat(failure.kind()).isEqualTo(FailureClass.TIME_LIMIT);
    assertThat(all.job(id).lastFailure()).contains(failure);
  }

  @Test
  void a_film_that_was_too_large_can_be_fetched_when_it_is_not() {
    AtomicBoolean isSmall = new AtomicBoolean();
    JobRunner.Driven patient =
        driven(submission ->
            isSmall.get()
                ? RecordingProvider.film(submission)
                : SampleFiles.bad("document.pdf").bytes());
    JobId id = all.ask();
    patient.runDue();
    outlast(patient);
    JobState.Failed failed = all.state(id, JobState.Failed.class);
    assertThat(all.queue.resolve(id, new Finding.NeverArrived()))
        .isInstanceOfSatisfying(
            JobChange.Refused.class,
            refused ->
                assertThat(refused.problem().message())
                    .isEqualTo(
                        "the finding for a job that is FAILED must be that a provider runs it"));
    isSmall.set(true);
    String handle = failed.operation().orElseThrow().handle();
    assertThat(all.queue.resolve(id, new Finding.Runs(handle))).isInstanceOf(JobChange.Done.class);
    patient.runDue();
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.SUCCEEDED);
  }

  @Test
  void a_file_that_breaks_off_is_fetched_again() {
    JobRunner.Driven patient = breakingOff(2);
    JobId id = all.ask();
    patient.runDue();
    for (int turn = 0; turn < 3; turn++) {
      all.pass(15);
      patient.runDue();
    }
    assertThat(all.kind(id)).isEqualTo(JobState.Kind.SUCCEEDED);
  }

  /** Whose first downloads break off. */
  private JobRunner.Driven breakingOff(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return driven(submission ->
        left.getAndDecrement() > 0
            ? SampleFiles.bad("truncated.mp4").bytes()
            : RecordingProvider.film(submission));
  }

  /** Lets more time go by than a job may take, and the last tries after it. */
  private void outlast(JobRunner.Driven one) {
    for (int minute = 0; minute < 45; minute++) {
      all.pass(60);
      one.runDue();
    }
  }

  private JobRunner.Driven driven(Function<Submission, byte[]> films) {
    RecordingProvider other = new RecordingProvider(all.clock, films);
    return JobRunner.driven(all.queue, other, all.library, all.config().build());
  }
}
