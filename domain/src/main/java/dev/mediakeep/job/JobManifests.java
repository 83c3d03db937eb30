package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The port to where manifests are kept, apart from the store of jobs.
 *
 * <p>Thread-safe for different jobs. All methods throw {@link MediakeepException}: {@link
 * ErrorCode#DISK_FULL}, {@link ErrorCode#STORE_CLOSED} and {@link ErrorCode#STORE_UNAVAILABLE}.
 */
public interface JobManifests {
  /**
   * Keeps a manifest in place of the one that the job had: whoever looks finds the old or the new
   * one, whole, also after a crash. It survives a loss of power from the next {@link #mark} on, and
   * never leaves less behind than the one that it replaced.
   */
  void put(JobManifest manifest);

  /** What stands in the job's place; empty when nothing does. */
  Optional<FoundManifest> find(JobId id);

  /**
   * Hands out what there is, in no particular order: the manifests of the jobs that are wanted, and
   * each thing that is no manifest.
   */
  void forEach(Predicate<JobId> wanted, Consumer<FoundManifest> visitor);

  /** Puts what stands in the job's place aside, where people find it. Returns its new name. */
  String setAside(JobId id);

  /** Removes a job's manifest. Returns whether it was there. */
  boolean remove(JobId id);

  /**
   * How far they have followed the log; empty where nothing says so, or nothing that makes sense.
   */
  Optional<FollowedLog> followed();

  /**
   * Remembers how far they have followed the log. What was put before survives a loss of power when
   * this returns, and so does this before what is put after.
   */
  void mark(FollowedLog followed);
}
