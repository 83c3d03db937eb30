package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Runners are killed between any two calls to the store and the provider, calls fail before and
 * after they took effect, and some take so long that another runner takes over meanwhile.
 */
class KilledRunnerTest {
  private static final int WORLDS = 250;

  /** Run it again with {@code -Dmediakeep.kill.seed=…}, which the test reports. */
  @Test
  void killed_runners_pay_once_and_lose_nothing(TestReporter reporter) {
    long seed = Long.getLong("mediakeep.kill.seed", new SplittableRandom().nextLong());
    reporter.publishEntry("mediakeep.kill.seed", String.valueOf(seed));
    int kills = 0;
    int stalls = 0;
    for (int number = 0; number < WORLDS; number++) {
      RoughWorld world = new RoughWorld(seed + number);
      try {
        world.play();
      } catch (AssertionError e) {
        throw new AssertionError("world " + number + " with -Dmediakeep.kill.seed=" + seed, e);
      }
      kills += world.kills();
      stalls += world.stalls();
    }
    reporter.publishEntry("kills", String.valueOf(kills));
    reporter.publishEntry("stalls", String.valueOf(stalls));
    assertThat(kills).isGreaterThan(2_000);
    assertThat(stalls).isGreaterThan(200);
  }
}
