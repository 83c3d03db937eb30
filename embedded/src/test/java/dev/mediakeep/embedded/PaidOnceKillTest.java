package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Submission;
import dev.mediakeep.testkit.RecordingProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with store, queue and runner is killed by kill -9 at random moments, again and again on
 * one home, while a provider that outlives it records what it was ordered to make: each film is
 * ordered once, and none that was ordered, nor any job that was acknowledged, is lost.
 *
 * <p>More kills: {@code -Dmediakeep.kills=2000}. Again: {@code -Dmediakeep.kill.seed=…}, which the
 * test reports; the moments are drawn from it, the processes' speed is not.
 */
@Tag("slow")
@Timeout(value = 55, unit = TimeUnit.MINUTES)
final class PaidOnceKillTest {
  private static final int KILLS = Integer.getInteger("mediakeep.kills", 100);
  private static final int LEAST_JOBS = KILLS / 4;
  private static final int TOLD_EACH = 100;
  private static final int LONGEST_LIFE_MILLIS = 400;
  private static final int LONGEST_DELAY_MILLIS = 15;

  private final RecordingProvider provider = new RecordingProvider(InstantSource.system());
  private final List<JobId> asked = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void each_film_is_paid_once_and_none_is_lost(TestReporter reporter) throws Exception {
    long seed = Long.getLong("mediakeep.kill.seed", new SplittableRandom().nextLong());
    reporter.publishEntry("mediakeep.kill.seed", String.valueOf(seed));
    provider.setRenderTime(Duration.ofMillis(60));
    provider.setPollAfter(Duration.ofMillis(20));
    SplittableRandom delays = new SplittableRandom(seed + 1);
    provider.setFault((call, moment) -> TimeUnit.MILLISECONDS.sleep(draw(delays)));
    Path home = folder.resolve("home");
    int kills = 0;
    HomeTemplate.in(home, InstantSource.system());
    try (ProviderServer server = new ProviderServer(provider)) {
      SplittableRandom lives = new SplittableRandom(seed);
      // On a busy machine many lives end before anything was asked for.
      for (; kills < KILLS || asked.size() <= LEAST_JOBS; kills++) {
        liveAndDie(home, server.port(), lives.nextInt(LONGEST_LIFE_MILLIS));
        if (kills % TOLD_EACH == 0) {
          reporter.publishEntry("kills so far", String.valueOf(kills));
        }
      }
      finish(home, server.port());
    }
    reporter.publishEntry("kills", String.valueOf(kills));
    reporter.publishEntry("jobs", String.valueOf(asked.size()));
    reporter.publishEntry("submissions", String.valueOf(provider.submissions().size()));
    assertOrderedOnce();
    assertKept(home);
  }

  private static int draw(SplittableRandom random) {
    synchronized (random) {
      return random.nextInt(LONGEST_DELAY_MILLIS);
    }
  }

  private void liveAndDie(Path home, int port, int millis) throws Exception {
    try (RunnerProcess process = RunnerProcess.start(home, port, true)) {
      assertThat(process.line()).isEqualTo(RunnerProcess.UP);
      TimeUnit.MILLISECONDS.sleep(millis); // the life that was drawn for it
      process.kill();
      readAsked(process);
    }
  }

  /** What it said before it died, but for a line that it did not finish. */
  private void readAsked(RunnerProcess process) throws IOException {
    String line = process.line();
    while (line != null) {
      if (line.length() == RunnerProcess.ASKED.length() + 36) {
        asked.add(JobId.parse(line.substring(RunnerProcess.ASKED.length())));
      }
      line = process.line();
    }
  }

  private void finish(Path home, int port) throws IOException {
    try (RunnerProcess last = RunnerProcess.start(home, port, false)) {
      assertThat(last.line()).isEqualTo(RunnerProcess.UP);
      assertThat(last.line()).isEqualTo(RunnerProcess.DONE);
    }
  }

  private void assertOrderedOnce() {
    provider.assertNothingPaidTwice();
    assertThat(provider.submissions()).extracting(Submission::key).doesNotHaveDuplicates();
    assertThat(provider.submissions()).extracting(Submission::job).doesNotHaveDuplicates();
    assertThat(provider.submissions()).extracting(Submission::job).containsAll(asked);
  }

  /** Each film that was ordered is there, and its job says so. */
  private void assertKept(Path home) {
    assertThat(asked).as("jobs").hasSizeGreaterThan(LEAST_JOBS);
    try (Mediakeep keep = Mediakeep.open(RunnerProcess.config(home))) {
      for (Submission submission : provider.submissions()) {
        Job job = keep.jobs().find(submission.job()).orElseThrow();
        assertThat(job.state()).isInstanceOf(JobState.Succeeded.class);
        JobState.Succeeded state = (JobState.Succeeded) job.state();
        assertThat(state.media()).allMatch(id -> keep.media().find(id).isPresent());
        assertThat(state.operation().orElseThrow().key()).isEqualTo(submission.key());
      }
    }
  }
}
