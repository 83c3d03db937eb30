package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobListener;
import dev.mediakeep.job.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobListenerTest {
  private final RunnerFixture all = new RunnerFixture();
  private final Notes notes = new Notes(all);

  /** Writes down what it hears, and whether the store knew it already. */
  private static final class Notes implements JobListener {
    private final RunnerFixture all;
    private final List<String> heard = new ArrayList<>();

    Notes(RunnerFixture all) {
      this.all = all;
    }

    @Override
    public void jobChanged(Job job) {
      assertThat(all.queue.find(job.id())).contains(job);
      heard.add(job.state().kind().name());
    }

    @Override
    public void timePassed() {
      heard.add("time");
    }

    @Override
    public void laneChanged(Lane lane) {
      heard.add(lane.toString());
    }
  }

  @Test
  void hears_of_each_change_after_it_took_effect() {
    all.queue.addListener(notes);
    JobId id = all.ask();
    all.queue.claim(SampleJobs.WORKER, Set.of(SampleJobs.LANE), 1);
    all.queue.endOverdue();
    all.pass(60);
    all.queue.endOverdue();
    all.queue.cancel(id);
    all.queue.cancel(all.ids.nextJobId());
    all.queue.pause(SampleJobs.LANE);
    assertThat(notes.heard)
        .containsExactly("QUEUED", "RUNNING", "time", "CANCELLED", "acme/film-1");
  }

  @Test
  void hears_nothing_after_it_was_removed() {
    all.queue.addListener(notes);
    all.queue.removeListener(notes);
    all.queue.removeListener(notes);
    all.ask();
    assertThat(notes.heard).isEmpty();
  }

  @Test
  void one_that_throws_harms_nobody() throws Exception {
    List<Throwable> uncaught = new ArrayList<>();
    IllegalStateException defect = new IllegalStateException("a bad listener");
    Thread caller =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((thread, e) -> uncaught.add(e))
            .unstarted(() -> {
              all.queue.addListener(new Throwing(defect));
              all.queue.addListener(notes);
              all.ask();
            });
    caller.start();
    caller.join();
    assertThat(notes.heard).containsExactly("QUEUED");
    assertThat(uncaught).containsExactly(defect);
  }

  private record Throwing(RuntimeException defect) implements JobListener {
    @Override
    public void jobChanged(Job job) {
      throw defect;
    }

    @Override
    public void timePassed() {
      throw defect;
    }

    @Override
    public void laneChanged(Lane lane) {
      throw defect;
    }
  }
}
