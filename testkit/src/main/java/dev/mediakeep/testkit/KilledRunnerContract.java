package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.PurgeSlice;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What every {@link JobStore} and the runners over it do together: runners are killed between any
 * two calls to the store and the provider, calls fail before and after they took effect, and some
 * take so long that another runner takes over meanwhile.
 */
public abstract class KilledRunnerContract {
  private static final int SLICE = 1_000;
  private static final int LEAST_KILLS_A_WORLD = 8;

  private final int worlds;

  /**
   * Made by JUnit, through the adapter's own class.
   *
   * @param worlds how many it plays, each with a few jobs
   */
  protected KilledRunnerContract(int worlds) {
    this.worlds = worlds;
  }

  /** A store that holds nothing; what it needs is released after the test. */
  protected abstract JobStore openEmpty(JobMachine machine) throws Exception;

  /** Run it again with {@code -Dmediakeep.kill.seed=…}, which the test reports. */
  @Test
  void killed_runners_pay_once_and_lose_nothing(TestReporter reporter) throws Exception {
    long seed = Long.getLong("mediakeep.kill.seed", new SplittableRandom().nextLong());
    reporter.publishEntry("mediakeep.kill.seed", String.valueOf(seed));
    JobStore store =
        openEmpty(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(seed)));
    SettableClock clock = new SettableClock(SampleJobs.START);
    int kills = 0;
    for (int number = 0; number < worlds; number++) {
      RoughWorld world =
          new RoughWorld(new RunnerFixture(store, clock, seed + number), seed + number);
      try {
        world.play();
      } catch (AssertionError e) {
        throw new AssertionError("world " + number + ", -Dmediakeep.kill.seed=" + seed, e);
      }
      kills += world.kills();
      clock.advance(Duration.ofDays(1));
      assertThat(purge(store, clock)).isEqualTo(RoughWorld.JOBS);
    }
    reporter.publishEntry("kills", String.valueOf(kills));
    assertThat(kills).isGreaterThan(LEAST_KILLS_A_WORLD * worlds);
  }

  private static int purge(JobStore store, SettableClock clock) {
    int purged = 0;
    PurgeSlice slice;
    do {
      slice = store.purgeFinishedBefore(clock.instant(), clock.instant(), SLICE);
      purged += slice.jobs();
    } while (slice.isMore());
    return purged;
  }
}
