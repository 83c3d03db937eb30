package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.Submission;
import dev.mediakeep.testkit.RecordingProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes with store, queue and runner are killed by kill -9 at random moments, again and again,
 * each time on the home of the one before, while a provider that outlives them records what it was
 * ordered to make: each film is ordered once, and none that was ordered, nor any job that was
 * acknowledged, is lost. Several homes at a time, as a process waits much.
 *
 * <p>More kills: {@code -Dmediakeep.kills=2000}. Again: {@code -Dmediakeep.kill.seed=…}, which the
 * test reports; the moments are drawn from it, the processes' speed is not.
 */
@Tag("slow")
@Timeout(value = 55, unit = TimeUnit.MINUTES)
final class PaidOnceKillTest {
  private static final int KILLS = Integer.getInteger("mediakeep.kills", 600);
  private static final int HOMES = 4;
  private static final int LEAST_JOBS = KILLS / 4;
  private static final int TOLD_EACH = 100;
  private static final int LONGEST_LIFE_MILLIS = 400;
  private static final int LONGEST_DELAY_MILLIS = 15;

  private final RecordingProvider provider = new RecordingProvider(InstantSource.system());
  private final Queue<JobId> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger kills = new AtomicInteger();

  @TempDir private Path folder;

  @Test
  void each_film_is_paid_once_and_none_is_lost(TestReporter reporter) throws Exception {
    long seed = Long.getLong("mediakeep.kill.seed", new SplittableRandom().nextLong());
    reporter.publishEntry("mediakeep.kill.seed", String.valueOf(seed));
    provider.setRenderTime(Duration.ofMillis(60));
    provider.setPollAfter(Duration.ofMillis(20));
    SplittableRandom delays = new SplittableRandom(seed + HOMES);
    provider.setFault((call, moment) -> TimeUnit.MILLISECONDS.sleep(draw(delays)));
    SharedClasses classes = SharedClasses.in(folder);
    for (int number = 0; number < HOMES; number++) {
      HomeTemplate.in(home(number), InstantSource.system());
    }
    try (ProviderServer server = new ProviderServer(provider)) {
      makeCache(classes, server.port());
      killAll(classes, server.port(), seed, reporter);
    }
    reporter.publishEntry("kills", String.valueOf(kills));
    reporter.publishEntry("jobs", String.valueOf(asked.size()));
    reporter.publishEntry("submissions", String.valueOf(provider.submissions().size()));
    assertOrderedOnce();
    assertKept();
  }

  private Path home(int number) {
    return folder.resolve("home-" + number);
  }

  /** Of a process that makes some films, so that it has needed what the others need. */
  private void makeCache(SharedClasses classes, int port) throws Exception {
    try (Mediakeep keep = Mediakeep.open(RunnerProcess.config(home(0)))) {
      keep.jobs().putLane(LaneRule.ofDefaults(RunnerProcess.LANE));
      JobRequest request = JobRequest.builder(OwnerId.ANONYMOUS, RunnerProcess.LANE).build();
      for (int job = 0; job < HOMES; job++) {
        assertThat(keep.jobs().enqueue(request, Optional.empty()))
            .isInstanceOfSatisfying(
                EnqueueResult.Added.class, added -> asked.add(added.job().id()));
      }
    }
    finish(classes, home(0), port);
  }

  private void killAll(SharedClasses classes, int port, long seed, TestReporter reporter)
      throws Exception {
    try (ExecutorService killers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int number = 0; number < HOMES; number++) {
        Path home = home(number);
        SplittableRandom lives = new SplittableRandom(seed + number);
        all.add(
            killers.submit(() -> {
              killAgainAndAgain(classes, home, port, lives, reporter);
              return home;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private void killAgainAndAgain(
      SharedClasses classes, Path home, int port, SplittableRandom lives, TestReporter reporter)
      throws Exception {
    // On a busy machine many lives end before anything was asked for.
    while (kills.get() < KILLS || asked.size() <= LEAST_JOBS) {
      liveAndDie(classes, home, port, lives.nextInt(LONGEST_LIFE_MILLIS));
      int killed = kills.incrementAndGet();
      if (killed % TOLD_EACH == 0) {
        reporter.publishEntry("kills so far", String.valueOf(killed));
      }
    }
    finish(classes, home, port);
  }

  private static int draw(SplittableRandom random) {
    synchronized (random) {
      return random.nextInt(LONGEST_DELAY_MILLIS);
    }
  }

  private void liveAndDie(SharedClasses classes, Path home, int port, int millis) throws Exception {
    try (RunnerProcess process = RunnerProcess.start(classes, home, port, true)) {
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

  private static void finish(SharedClasses classes, Path home, int port) throws Exception {
    try (RunnerProcess last = RunnerProcess.start(classes, home, port, false)) {
      assertThat(last.line()).isEqualTo(RunnerProcess.UP);
      assertThat(last.line()).isEqualTo(RunnerProcess.DONE);
      assertThat(last.awaitEnd()).isZero();
    }
  }

  private void assertOrderedOnce() {
    provider.assertNothingPaidTwice();
    assertThat(provider.submissions()).extracting(Submission::key).doesNotHaveDuplicates();
    assertThat(provider.submissions()).extracting(Submission::job).doesNotHaveDuplicates();
    assertThat(provider.submissions()).extracting(Submission::job).containsAll(asked);
  }

  /** Each film that was ordered is there, and its job says so; in whichever home it is. */
  private void assertKept() {
    assertThat(asked).as("jobs").hasSizeGreaterThan(LEAST_JOBS);
    Set<JobId> kept = new HashSet<>();
    for (int number = 0; number < HOMES; number++) {
      try (Mediakeep keep = Mediakeep.open(RunnerProcess.config(home(number)))) {
        for (Submission submission : provider.submissions()) {
          Optional<Job> job = keep.jobs().find(submission.job());
          if (job.isPresent()) {
            assertKept(keep, submission, job.get());
            kept.add(submission.job());
          }
        }
      }
    }
    assertThat(provider.submissions()).extracting(Submission::job).allMatch(kept::contains);
  }

  private static void assertKept(Mediakeep keep, Submission submission, Job job) {
    assertThat(job.state()).isInstanceOf(JobState.Succeeded.class);
    JobState.Succeeded state = (JobState.Succeeded) job.state();
    assertThat(state.media()).allMatch(id -> keep.media().find(id).isPresent());
    assertThat(state.operation().orElseThrow().key()).isEqualTo(submission.key());
  }
}
