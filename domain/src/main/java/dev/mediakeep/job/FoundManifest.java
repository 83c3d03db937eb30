package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import java.util.Optional;

/** What stands in a place for a manifest. */
public sealed interface FoundManifest {
  /** One that makes sense. */
  record Kept(JobManifest manifest) implements FoundManifest {}

  /**
   * Something else.
   *
   * @param name of the place, as people find it
   * @param job whose place it is; empty where it is no job's
   * @param reason what is wrong with it
   */
  record Unreadable(String name, Optional<JobId> job, String reason) implements FoundManifest {}
}
