package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand.Finding;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.JobState;
import dev.mediakeep.media.Media;
import dev.mediakeep.testkit.RecordingProvider.Render;
import dev.mediakeep.testkit.RecordingProvider.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A few jobs, a provider that fails now and then, and runners that die all the time; then a calm in
 * which whatever is left must come to its end. Played by one thread, so that a seed says it all.
 */
final class RoughWorld {
  static final int JOBS = 4;

  private static final int ROUGH_ROUNDS = 60;
  private static final int CALM_ROUNDS = 500;

  private final Fate fate;
  private final SplittableRandom random;
  private final RunnerFixture all;
  private final List<JobId> asked = new ArrayList<>();
  private JobRunner.Driven runner;

  RoughWorld(RunnerFixture all, long seed) {
    this.all = all;
    fate = new Fate(seed);
    random = new SplittableRandom(seed);
    all.setFault(fate::strikeStore);
    all.provider.setFault(fate::strikeProvider);
    fate.setStall(this::takeOver);
    if (random.nextInt(3) == 0) {
      all.provider.forbidLookUp();
    }
    if (random.nextInt(3) == 0) {
      all.provider.forbidCancel();
    }
    runner = all.driven();
  }

  int kills() {
    return fate.kills();
  }

  int stalls() {
    return fate.stalls();
  }

  void play() {
    for (int i = 0; i < JOBS; i++) {
      asked.add(all.ask(i % 2 == 0 ? SampleJobs.ADA : SampleJobs.BOB));
    }
    fate.rage();
    for (int round = 0; round < ROUGH_ROUNDS; round++) {
      befall();
      turn();
    }
    fate.calm();
    all.provider.calm();
    for (int round = 0; round < CALM_ROUNDS && !isOver(); round++) {
      turn();
    }
    assertAllIsWell();
  }

  private boolean isOver() {
    return asked.stream().allMatch(id -> all.kind(id).isFinal());
  }

  private void turn() {
    all.pass(random.nextInt(20));
    runner = afterRunning(runner);
    asked.forEach(this::decide);
  }

  /** What other people do, and what providers do. */
  private void befall() {
    if (fate.oneIn(80)) {
      byHand(() -> all.queue.cancel(asked.get(random.nextInt(JOBS))));
    }
    if (fate.oneIn(4)) {
      all.provider.rejectNext(failure(FailureClass.TRANSIENT), Optional.empty());
    }
    if (fate.oneIn(15)) {
      Optional<Instant> until = Optional.of(all.clock.instant().plusSeconds(30));
      all.provider.rejectNext(failure(FailureClass.UNAVAILABLE), until);
    }
    if (fate.oneIn(10)) {
      all.provider.failNext(failure(FailureClass.TRANSIENT));
    }
  }

  private static Failure failure(FailureClass kind) {
    return new Failure(kind, "as the dice fell");
  }

  /** The lease of whoever is in a call ends, and another runner goes on with the job. */
  private void takeOver() {
    JobRunner.Driven other = all.driven();
    for (int turn = 0; turn < 4; turn++) {
      befall();
      all.pass(20 + random.nextInt(40));
      other = afterRunning(other);
    }
  }

  /** The same runner, or the next one where it was killed. */
  private JobRunner.Driven afterRunning(JobRunner.Driven one) {
    try {
      one.runDue();
      return one;
    } catch (MediakeepException e) {
      return one; // it could claim nothing, or does not know what it claimed
    } catch (Fate.Killed e) {
      return all.driven();
    }
  }

  /** What nobody can look up, an operator finds in the provider's books. */
  private void decide(JobId id) {
    if (all.job(id).state() instanceof JobState.Uncertain uncertain
        && uncertain.nextLookUpAt().isEmpty()) {
      Finding finding =
          all.provider.renders(id).stream()
              .filter(render -> render.order().key().equals(uncertain.intent().key()))
              .findFirst()
              .<Finding>map(render -> new Finding.Runs(render.handle()))
              .orElseGet(Finding.NeverArrived::new);
      byHand(() -> all.queue.resolve(id, finding));
    }
  }

  private void byHand(Runnable action) {
    try {
      action.run();
    } catch (Fate.Killed | MediakeepException e) {
      // a person sees that it did not work, and tries again or not
    }
  }

  private void assertAllIsWell() {
    all.provider.assertNothingPaidTwice();
    int succeeded = 0;
    for (JobId id : asked) {
      Job job = all.job(id);
      assertThat(job.state().kind().isFinal()).as("has ended: %s", job).isTrue();
      List<Render> done =
          all.provider.renders(id).stream()
              .filter(render -> all.provider.status(render) == Status.DONE)
              .toList();
      if (job.state() instanceof JobState.Succeeded success) {
        succeeded++;
        assertThat(done).as("renders of %s", job).hasSize(1);
        Media media = all.library.find(success.media().getFirst()).orElseThrow();
        assertThat(media.details().origin().job()).contains(id);
        assertThat(media.details().owner()).isEqualTo(job.request().owner());
      } else {
        assertThat(done).as("lost renders of %s", job).isEmpty();
      }
    }
    assertThat(all.catalog.totals().items()).isEqualTo(succeeded);
  }
}
