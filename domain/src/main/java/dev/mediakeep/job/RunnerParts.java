package dev.mediakeep.job;

import dev.mediakeep.media.MediaLibrary;
import java.time.Duration;
import java.util.List;

/** What a runner works with. */
record RunnerParts(
    JobQueue queue, VideoProvider provider, MediaLibrary library, RunnerConfig config) {
  private static final int MOST_A_CLAIM = 100;

  List<Job> claim(int most) {
    int within = Math.min(most, MOST_A_CLAIM);
    return queue.claim(config.worker(), config.lanes(), within, config.leaseTerm());
  }

  Duration leaseTerm() {
    return config.leaseTerm().orElse(queue.policies().lease().term());
  }
}
