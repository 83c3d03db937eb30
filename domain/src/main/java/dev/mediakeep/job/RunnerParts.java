package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import dev.mediakeep.media.MediaLibrary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a runner works with. */
record RunnerParts(
    JobQueue queue, VideoProvider provider, MediaLibrary library, RunnerConfig config) {
  private static final int MOST_A_CLAIM = 100;

  List<Job> claim(int most) {
    int within = Math.min(most, MOST_A_CLAIM);
    return queue.claim(config.worker(), config.lanes(), within, config.leaseTerm());
  }

  /** Tells the listener, who may throw as well: nothing that is under way ends by that. */
  void report(Optional<JobId> job, Throwable cause) {
    try {
      config.listener().failed(job, cause);
    } catch (RuntimeException e) { // of any kind: the listener is not ours
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  Duration leaseTerm() {
    return config.leaseTerm().orElse(queue.policies().lease().term());
  }
}
