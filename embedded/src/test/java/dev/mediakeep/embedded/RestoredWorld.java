package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.RunnerConfig;
import dev.mediakeep.testkit.RecordingProvider;
import dev.mediakeep.testkit.SampleJobs;
import dev.mediakeep.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A home with jobs under way, whose workers are killed now and then, and whose database is put back
 * from an older copy. Played by one thread, so that a seed says it all.
 */
final class RestoredWorld {
  private static final int CALM_ROUNDS = 400;

  private final Path home;
  private final MediakeepConfig config;
  private final SplittableRandom random;
  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final RecordingProvider provider = new RecordingProvider(clock);
  private final List<JobId> asked = new ArrayList<>();
  private boolean isRough = true;

  /** The end of a worker. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  RestoredWorld(Path home, long seed) throws IOException {
    this.home = home;
    random = new SplittableRandom(seed);
    config = HomeTemplate.in(home, clock);
    provider.setFault((call, moment) -> {
      if (isRough && random.nextInt(8) == 0) {
        throw new Killed();
      }
    });
  }

  void play() throws IOException {
    Path database = home.resolve(".data/app.db");
    Path copy = home.resolve("copy.db");
    try (Mediakeep keep = Mediakeep.open(config)) {
      keep.jobs().putLane(LaneRule.ofDefaults(SampleJobs.LANE));
      goOn(keep);
    }
    Files.copy(database, copy);
    for (int life = random.nextInt(3); life >= 0; life--) {
      try (Mediakeep keep = Mediakeep.open(config)) {
        goOn(keep);
      }
    }
    Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
    isRough = false;
    try (Mediakeep keep = Mediakeep.open(config)) {
      bringToAnEnd(keep);
      assertAllIsWell(keep);
    }
  }

  private void goOn(Mediakeep keep) {
    for (int jobs = random.nextInt(4); jobs >= 0; jobs--) {
      asked.add(ask(keep));
    }
    JobRunner.Driven runner = runner(keep);
    for (int steps = random.nextInt(12); steps > 0; steps--) {
      clock.advance(Duration.ofSeconds(random.nextInt(20)));
      keep.jobs().endOverdue();
      try {
        runner.step();
      } catch (Killed e) {
        runner = runner(keep);
      }
    }
  }

  private static JobId ask(Mediakeep keep) {
    JobRequest request =
        JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).timeLimit(Duration.ofHours(24)).build();
    EnqueueResult result = keep.jobs().enqueue(request, Optional.empty());
    return ((EnqueueResult.Added) result).job().id();
  }

  private JobRunner.Driven runner(Mediakeep keep) {
    RunnerConfig worker = RunnerConfig.builder(SampleJobs.WORKER, Set.of(SampleJobs.LANE)).build();
    return JobRunner.driven(keep.jobs(), provider, keep.media(), worker);
  }

  private void bringToAnEnd(Mediakeep keep) {
    JobRunner.Driven runner = runner(keep);
    for (int round = 0; round < CALM_ROUNDS && !isOver(keep); round++) {
      clock.advance(Duration.ofSeconds(20));
      keep.jobs().endOverdue();
      runner.runDue();
    }
  }

  private boolean isOver(Mediakeep keep) {
    return asked.stream()
        .allMatch(
            id -> keep.jobs().find(id).filter(job -> job.state().kind().isFinal()).isPresent());
  }

  private void assertAllIsWell(Mediakeep keep) {
    provider.assertNothingPaidTwice();
    for (JobId id : asked) {
      assertThat(keep.jobs().find(id)).as("job %s", id).isPresent();
      Job job = keep.jobs().find(id).orElseThrow();
      boolean isPaid =
          provider.renders(id).stream()
              .anyMatch(render -> provider.status(render) == RecordingProvider.Status.DONE);
      assertThat(job.state().kind().isFinal()).as("%s has ended", job).isTrue();
      assertThat(job.state() instanceof JobState.Succeeded).as("%s is kept", job).isEqualTo(isPaid);
      if (job.state() instanceof JobState.Succeeded done) {
        assertThat(keep.media().find(done.media().getFirst())).isPresent();
      }
    }
  }
}
