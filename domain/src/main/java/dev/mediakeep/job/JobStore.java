package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The port to the records of jobs, their lanes and their log.
 *
 * <p>Each method is one transaction; what it changes is durable when it returns, and nothing is
 * changed when it throws. What becomes of a job, a {@link JobMachine} says within that transaction,
 * so that two commands on one job come one after the other. Each change writes one line of the log,
 * and one that ends a job also the message that its {@link JobNotice} gives. Times come from the
 * caller, in whole milliseconds. All methods are thread-safe and may be called from virtual
 * threads. All of them throw {@link MediakeepException}: {@link ErrorCode#STORE_BUSY}, {@link
 * ErrorCode#STORE_CLOSED}, {@link ErrorCode#DISK_FULL}, {@link ErrorCode#STORE_DAMAGED} and {@link
 * ErrorCode#STORE_UNAVAILABLE}.
 */
public interface JobStore {
  /**
   * Puts a job in line where there is room for it: in all, of its owner, of its lane, of its
   * address. A key that was used for the same request within a day answers with that request's job
   * whether or not there is room.
   *
   * @return refused with {@link ErrorCode#QUEUE_FULL}, {@link ErrorCode#LANE_UNKNOWN}, {@link
   *     ErrorCode#LANE_CLOSED} or {@link ErrorCode#IDEMPOTENCY_KEY_REUSED}
   */
  EnqueueResult enqueue(NewJob job);

  /** The answer to a request whose key was used within a day; empty where it was not. */
  Optional<EnqueueResult> findEarlier(NewJob asked);

  /**
   * Gives jobs of these lanes to a worker. First those under way whose provider is to be asked, the
   * longest due first. Then, from lanes that are open, new ones: see {@link FairnessPolicy}, among
   * those whose owner, lane and address have room for one more under way. Lanes take turns.
   *
   * @return at most as many as asked for, each with a fence that no earlier lease of it had; none
   *     when none is due
   */
  List<Job> claim(ClaimRequest request);

  /** Does to a job what the command asks for. */
  JobChange change(JobId id, JobCommand command, Instant now);

  /** The job; empty when there is none of this id. */
  Optional<Job> find(JobId id);

  /** The jobs that match, the newest first. */
  JobPage list(JobQuery query);

  /**
   * Lines of the log in the order of their numbers. They also become visible in this order: who has
   * read up to a number misses nothing when he goes on from there.
   */
  List<JobEntry> listEntries(EntryQuery query);

  /** The number of the last line of the log; 0 where there is none. */
  long lastEntry();

  /** Where a job stands; empty when it is not there, or not queued. */
  Optional<Standing> standing(JobId id);

  /**
   * How long the last jobs of a lane that succeeded took from their start, the last one first: at
   * most {@link Standing#RUNS}, and only those among the last that ended in all lanes. None when
   * there is no such lane.
   */
  List<Duration> listRuns(Lane lane);

  /**
   * When a claim for these lanes may find something that it does not find now, just because time
   * passes: the first time after that one at which a job of theirs is due or the pause of one of
   * them ends. Empty when there is none. The ends of leases are not counted: see {@link
   * #endOverdue}.
   */
  Optional<Instant> nextDueAfter(Instant time, Set<Lane> lanes);

  /**
   * Ends leases that are over, and stops jobs that are past their time limit: the longest overdue
   * first, at most {@code most}.
   *
   * @return how many commands that took
   */
  int endOverdue(Instant now, int most);

  /**
   * Removes jobs that ended before that time, with their lines of the log: those that ended first,
   * and of each its first lines first, at most {@code most} jobs and lines together. A job goes
   * with its last line, so one of many lines takes several slices. Removes as many messages that
   * were delivered or given up before that time, and keys that stood for a request until then.
   *
   * @param now jobs that a key still stands for stay, whenever they ended
   * @param most 1 or more
   */
  PurgeSlice purgeFinishedBefore(Instant time, Instant now, int most);

  /** Makes a lane, or gives it other limits. Its mode stays; a new one is open. */
  void putLane(LaneRule rule);

  /** Changes what a lane does, and forgets its pause. Returns whether there is such a lane. */
  boolean changeLane(Lane lane, LaneMode mode);

  /** All lanes, in the order of their names. */
  List<LaneStatus> listLanes();
}
