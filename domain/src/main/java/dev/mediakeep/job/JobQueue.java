package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.webhook.WebhookRules;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Video jobs from being asked for to being purged. This is what apps and workers call; {@link
 * JobMachine} says what becomes of a job.
 *
 * <p>A worker claims a job and gets a lease with a fence, a number that each of its commands must
 * carry. A command under a lease that is not the job's last is refused with {@link
 * ErrorCode#LEASE_LOST}; one that comes twice is answered as the first time. Times that a worker
 * gives are at most 24 hours ahead; those that have passed mean now.
 *
 * <p>Thread-safe. Methods that change something return when the change is durable, and throw {@link
 * MediakeepException} as {@link JobStore} does. A value that breaks its rule is an {@link
 * InvalidValueException}.
 */
public final class JobQueue {
  private final JobStore store;
  private final JobPolicies policies;
  private final IdGenerator ids;
  private final KnownLanes knownLanes;
  private final ResultCheck results;
  private final TimeBounds times;
  private final Optional<WebhookRules> webhooks;
  private final QueueUpkeep upkeep;
  private final ToldListeners listeners = new ToldListeners();

  /**
   * A queue over this store.
   *
   * @param library where the results of jobs are
   * @param policies those that the store's machine goes by
   * @param clock the time of all that is asked for
   */
  public JobQueue(
      JobStore store,
      MediaLibrary library,
      JobPolicies policies,
      InstantSource clock,
      IdGenerator ids) {
    this(store, library, policies, clock, ids, Optional.empty());
  }

  /**
   * A queue over this store, whose requests may name who is told of their ends.
   *
   * @param webhooks where messages are sent to; empty where none are sent
   */
  public JobQueue(
      JobStore store,
      MediaLibrary library,
      JobPolicies policies,
      InstantSource clock,
      IdGenerator ids,
      Optional<WebhookRules> webhooks) {
    this.store = store;
    this.policies = policies;
    this.ids = ids;
    this.knownLanes = new KnownLanes(store);
    this.results = new ResultCheck(library);
    this.times = new TimeBounds(clock);
    this.webhooks = webhooks;
    this.upkeep = new QueueUpkeep(store, times);
  }

  /** Lets somebody be told of each change from now on. */
  public void addListener(JobListener listener) {
    listeners.add(listener);
  }

  /** Lets him be told no more; does nothing where he is not told anyway. */
  public void removeListener(JobListener listener) {
    listeners.remove(listener);
  }

  /**
   * Has {@link #endOverdue} do nothing for that time from now on, so that workers that could not
   * reach the queue are heard before their leases are ended.
   */
  public void spareOverdue(Duration time) {
    upkeep.spareOverdue(time);
  }

  /** Keeps what ended after this time from being purged, whatever the term; asked each time. */
  public void limitPurge(Supplier<Instant> until) {
    upkeep.limitPurge(until);
  }

  JobPolicies policies() {
    return policies;
  }

  /** The time that all is judged by, in whole milliseconds. */
  public Instant now() {
    return times.now();
  }

  /**
   * Puts a request in line.
   *
   * @param key with one, the same request sent again within 24 hours is answered with the first
   *     one's job, and another request under it is refused
   * @return refused as {@link JobStore#enqueue} does, and with {@link ErrorCode#WEBHOOK_REFUSED}
   * @throws InvalidValueException when its start is more than 366 days ahead
   */
  public EnqueueResult enqueue(JobRequest request, Optional<IdempotencyKey> key) {
    times.requireNear(request);
    NewJob asked = new NewJob(ids.nextJobId(), request, key, now());
    Optional<Problem> problem = request.webhook().flatMap(this::refuse);
    if (problem.isPresent()) {
      return store.findEarlier(asked).orElseGet(() -> new EnqueueResult.Refused(problem.get()));
    }
    EnqueueResult result = store.enqueue(asked);
    if (result instanceof EnqueueResult.Added(Job job)) {
      listeners.jobChanged(job);
    }
    return result;
  }

  private Optional<Problem> refuse(WebhookUrl url) {
    return webhooks.isEmpty() ? Optional.of(WebhookRules.off()) : webhooks.get().refuse(url);
  }

  /** Claims as {@link #claim(WorkerId, Set, int, Optional)} for the policy's term. */
  public List<Job> claim(WorkerId worker, Set<Lane> lanes, int most) {
    return claim(worker, lanes, most, Optional.empty());
  }

  /**
   * Gives jobs of these lanes to a worker: new ones, those to be polled, and those whose submission
   * is to be looked up; the state of each says which.
   *
   * @param most how many at most, 1 to 100
   * @param term how long the leases last, 1 s to 1 h; empty for the policy's term
   * @throws MediakeepException with {@link ErrorCode#LANE_UNKNOWN} when one of the lanes is none
   */
  public List<Job> claim(WorkerId worker, Set<Lane> lanes, int most, Optional<Duration> term) {
    knownLanes.require(lanes);
    Instant end = times.leaseEnd(term, policies.lease());
    List<Job> claimed = store.claim(new ClaimRequest(worker, lanes, most, now(), end));
    claimed.forEach(listeners::jobChanged);
    return claimed;
  }

  /**
   * Prolongs a lease that has not ended, and tells how far the job is.
   *
   * @param progress empty leaves what was told before
   * @param term from now on, 1 s to 1 h; empty for the policy's term
   */
  public JobChange heartbeat(
      JobId id, long fence, Optional<Progress> progress, Optional<Duration> term) {
    Instant end = times.leaseEnd(term, policies.lease());
    return change(id, new JobCommand.Heartbeat(fence, end, progress));
  }

  /**
   * Announces that the provider will be called now, under the key that the job's new state has.
   * Nobody calls the provider before this was answered with {@link JobChange.Done}, nor after the
   * end of the lease.
   */
  public JobChange intend(JobId id, long fence) {
    return change(id, new JobCommand.Intend(fence));
  }

  /** The provider has taken the job, or was found to have it. */
  public JobChange submitted(JobId id, long fence, String handle, Instant nextPollAt) {
    return change(
        id, new JobCommand.Submitted(fence, handle, times.next("nextPollAt", nextPollAt)));
  }

  /** The provider knows nothing of the submission that was looked up, and will not get it late. */
  public JobChange notFound(JobId id, long fence) {
    return change(id, new JobCommand.NotFound(fence));
  }

  /**
   * The worker cannot tell whether the provider has the job.
   *
   * @param nextLookUpAt when to ask it; empty when it cannot be asked, so that a person decides
   */
  public JobChange doubt(JobId id, long fence, Optional<Instant> nextLookUpAt) {
    return change(
        id,
        new JobCommand.Doubt(fence, nextLookUpAt.map(time -> times.next("nextLookUpAt", time))));
  }

  /** The provider is not done, and is to be asked again at that time. */
  public JobChange waitUntil(
      JobId id, long fence, Instant nextPollAt, Optional<Progress> progress) {
    return change(id, new JobCommand.Wait(fence, times.next("nextPollAt", nextPollAt), progress));
  }

  /**
   * The result is kept.
   *
   * @param media 1 to 16 items of the job's owner outside the trash; refused with {@link
   *     ErrorCode#JOB_MEDIA_UNKNOWN} or {@link ErrorCode#JOB_MEDIA_FOREIGN} where they are not
   */
  public JobChange complete(JobId id, long fence, List<MediaId> media) {
    JobCommand command = new JobCommand.Complete(fence, media);
    Optional<Problem> problem =
        store
            .find(id)
            .filter(job -> awaitsResult(job, fence))
            .flatMap(job -> results.refuse(job, media));
    return problem.isPresent() ? new JobChange.Refused(problem.get()) : change(id, command);
  }

  /** A lease that is lost is told first; and who says it twice may have lost the media since. */
  private static boolean awaitsResult(Job job, long fence) {
    return job.state() instanceof JobState.Leased leased && leased.held().fence() == fence;
  }

  /**
   * It did not go well, and nothing of this attempt runs at the provider any more; or, while the
   * provider works on it, the provider is {@link FailureClass#UNAVAILABLE} and cannot be asked.
   *
   * @param failure transient, unavailable or permanent: the other classes are not a worker's to say
   * @param until with {@link FailureClass#UNAVAILABLE}, when the provider will be there again
   */
  public JobChange fail(JobId id, long fence, Failure failure, Optional<Instant> until) {
    requireWorkers(failure.kind());
    return change(
        id, new JobCommand.Fail(fence, failure, until.map(time -> times.next("until", time))));
  }

  private static void requireWorkers(FailureClass kind) {
    switch (kind) {
      case TRANSIENT, UNAVAILABLE, PERMANENT -> {}
      case POISON, TIME_LIMIT, ABANDONED ->
          throw new InvalidValueException(
              "failure", "failure must be TRANSIENT, UNAVAILABLE or PERMANENT, was " + kind);
    }
  }

  /** The provider has cancelled the job, which was to be stopped. */
  public JobChange stopped(JobId id, long fence) {
    return change(id, new JobCommand.Stopped(fence));
  }

  /** The worker gives the job back for a reason that does not lie in the job. */
  public JobChange release(JobId id, long fence) {
    return change(id, new JobCommand.Release(fence));
  }

  /**
   * Ends a job at once where nothing can run at the provider; otherwise as soon as a worker has
   * told the provider. A render that was done before that is kept.
   */
  public JobChange cancel(JobId id) {
    return change(id, new JobCommand.End(Stop.Reason.CANCELLED));
  }

  /** Puts a job that failed or was cancelled in line again, which may cost again. */
  public JobChange retry(JobId id) {
    return change(id, new JobCommand.Retry());
  }

  /** Tells what an operator found out about a submission of which nobody knows. */
  public JobChange resolve(JobId id, JobCommand.Finding finding) {
    return change(id, new JobCommand.Resolve(finding));
  }

  private JobChange change(JobId id, JobCommand command) {
    JobChange change = store.change(id, command, now());
    if (change instanceof JobChange.Done(Job job)) {
      listeners.jobChanged(job);
    }
    return change;
  }

  /** The job; empty when there is none of this id, or none any more. */
  public Optional<Job> find(JobId id) {
    return store.find(id);
  }

  /** One page of the jobs that match, the newest first. */
  public JobPage list(JobQuery query) {
    return store.list(query);
  }

  /** Lines of the log in the order of their numbers, which is that in which they become visible. */
  public List<JobEntry> listEntries(EntryQuery query) {
    return store.listEntries(query);
  }

  /** The number of the last line of the log; 0 where there is none. */
  public long lastEntry() {
    return store.lastEntry();
  }

  /**
   * When a claim for these lanes may find something that it did not find at that time, just because
   * time passes: the first job is due, or a pause ends. Empty when no such time is known.
   */
  public Optional<Instant> nextDueAfter(Instant time, Set<Lane> lanes) {
    return store.nextDueAfter(time, lanes);
  }

  /** How long the last runs of a lane took, the last one first; none where there were none. */
  public List<Duration> listRuns(Lane lane) {
    return store.listRuns(lane);
  }

  /** Where a job stands in its lane; empty when it is not there, or not queued. */
  public Optional<Standing> standing(JobId id) {
    return store.standing(id);
  }

  /** All lanes, in the order of their names. */
  public List<LaneStatus> listLanes() {
    return store.listLanes();
  }

  /** Makes a lane, or gives it other limits; its mode stays. */
  public void putLane(LaneRule rule) {
    store.putLane(rule);
    listeners.laneChanged(rule.lane());
  }

  /** Lets a lane take jobs and hand out none; those under way go on. */
  public LaneChange pause(Lane lane) {
    return change(lane, LaneMode.PAUSED);
  }

  /** Lets a lane take and hand out jobs, also where its provider had it pause. */
  public LaneChange resume(Lane lane) {
    return change(lane, LaneMode.OPEN);
  }

  /** Lets a lane hand out what it has and take no more. */
  public LaneChange drain(Lane lane) {
    return change(lane, LaneMode.DRAINING);
  }

  private LaneChange change(Lane lane, LaneMode mode) {
    if (!store.changeLane(lane, mode)) {
      return new LaneChange.Refused(LaneRule.unknown(lane));
    }
    listeners.laneChanged(lane);
    return store.listLanes().stream()
        .filter(status -> status.rule().lane().equals(lane))
        .<LaneChange>map(LaneChange.Done::new)
        .findFirst()
        .orElseGet(() -> new LaneChange.Refused(LaneRule.unknown(lane)));
  }

  /**
   * Ends the leases that are over and stops the jobs that are past their time limit, in slices that
   * leave room for other changes in between. Does nothing when called again.
   *
   * @return how many commands that took
   */
  public long endOverdue() {
    long ended = upkeep.endOverdue();
    if (ended > 0) {
      listeners.timePassed();
    }
    return ended;
  }

  /**
   * Removes the jobs that ended longer ago than that, with their lines of the log, in slices that
   * leave room for other changes in between. What they made stays, and so does a job that an {@link
   * IdempotencyKey} stands for.
   *
   * @param term 0 or more
   * @return how many it removed
   */
  public long purgeEndedFor(Duration term) {
    return upkeep.purgeEndedFor(term);
  }
}
