package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.RunnerConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunnerHousekeepingTest {
  private final RunnerFixture all = new RunnerFixture();

  @Test
  void a_runner_purges_nothing_unless_it_is_told_to() {
    JobId id = cancelled();
    all.clock.advance(Duration.ofDays(3_650));
    driven(all.config()).runDue();
    assertThat(all.queue.find(id)).isPresent();
  }

  @Test
  void a_runner_purges_after_the_term_that_it_is_told() {
    JobId id = cancelled();
    JobRunner.Driven runner = driven(all.config().keepEnded(Duration.ofDays(1)));
    all.clock.advance(Duration.ofDays(1));
    runner.runDue();
    assertThat(all.queue.find(id)).isPresent();
    all.clock.advance(Duration.ofSeconds(5));
    runner.runDue();
    assertThat(all.queue.find(id)).isEmpty();
  }

  private JobId cancelled() {
    JobId id = all.ask();
    all.queue.cancel(id);
    return id;
  }

  private JobRunner.Driven driven(RunnerConfig.Builder config) {
    return JobRunner.driven(all.queue, all.provider, all.library, config.build());
  }
}
