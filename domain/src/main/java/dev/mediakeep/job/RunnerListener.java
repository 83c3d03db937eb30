package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import java.util.Optional;

/**
 * Somebody who is told of what went wrong while jobs were driven; each of it is tried again by
 * itself. Must be thread-safe, and throws nothing.
 */
@FunctionalInterface
public interface RunnerListener {
  /**
   * A call to the provider, the library or the store threw this.
   *
   * @param job the one that it was about; empty where it was about none alone
   */
  void failed(Optional<JobId> job, Exception cause);
}
