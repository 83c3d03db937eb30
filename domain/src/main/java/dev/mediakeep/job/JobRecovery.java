package dev.mediakeep.job;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import java.time.Instant;
import java.util.Optional;

/**
 * The port to what a store of jobs must be able to do so that manifests can follow it, and give
 * back to it what it lost; beside {@link JobStore}, over the same jobs. It throws {@link
 * MediakeepException} as that does, and is as thread-safe. Times come from the caller, in whole
 * milliseconds, also those in a job that is told. What changes something may use the room that a
 * store keeps for a full disk.
 */
public interface JobRecovery {
  /** Where the log ends: the number of the last line that there ever was, purged ones counted. */
  LogPosition position();

  /**
   * Begins a life of that name: the lines that come are numbered from behind that place on, or from
   * behind the last one, whichever is later.
   */
  void begin(LogPosition from);

  /**
   * The job as it is, with the lines of its log that have a larger number, as of one moment; empty
   * when there is none of this id.
   */
  Optional<JobHistory> history(JobId id, long after);

  /**
   * Gives a job the state that its manifest tells of, as {@link JobCommand.TakeBack} says; one that
   * is not there comes in first, at the time at which it was created, whether or not there is room
   * for it. Its lane must be there. May be called again. What was asked for, by whom and when stays
   * as the store has it.
   *
   * @param key a key of its owner's, which stands for it from now on, also where it stood for
   *     another one
   * @throws IllegalArgumentException when a job that is not there is of a lane that is not there
   */
  Job takeBack(Job told, Optional<KeyClaim> key, Instant now);
}
