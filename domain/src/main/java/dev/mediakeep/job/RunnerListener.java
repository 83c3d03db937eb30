package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import java.util.Optional;

/**
 * Somebody who is told of what went wrong while jobs were driven; each of it is tried again by
 * itself, unless it says otherwise. Must be thread-safe, and should throw nothing.
 */
@FunctionalInterface
public interface RunnerListener {
  /**
   * A call to the provider, the library or the store threw this, or the runner itself did. An
   * {@link UnnotedHandleException} is for a person to deal with.
   *
   * @param job the one that it was about; empty where it was about none alone
   */
  void failed(Optional<JobId> job, Throwable cause);
}
