package dev.mediakeep.testkit;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.ClaimRequest;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobPage;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.PurgeSlice;
import dev.mediakeep.job.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store that lets something happen before and after each transaction that changes something.
 *
 * @param store does the work
 * @param fault may throw whatever a store throws, or an {@link Error} for the end of the process
 */
public record FaultyJobStore(JobStore store, Consumer<Moment> fault) implements JobStore {
  private <R> R change(Supplier<R> transaction) {
    fault.accept(Moment.BEFORE);
    R result = transaction.get();
    fault.accept(Moment.AFTER);
    return result;
  }

  @Override
  public EnqueueResult enqueue(NewJob job) {
    return change(() -> store.enqueue(job));
  }

  @Override
  public Optional<EnqueueResult> findEarlier(NewJob asked) {
    return store.findEarlier(asked);
  }

  @Override
  public List<Job> claim(ClaimRequest request) {
    return change(() -> store.claim(request));
  }

  @Override
  public JobChange change(JobId id, JobCommand command, Instant now) {
    return change(() -> store.change(id, command, now));
  }

  @Override
  public Optional<Job> find(JobId id) {
    return store.find(id);
  }

  @Override
  public JobPage list(JobQuery query) {
    return store.list(query);
  }

  @Override
  public List<JobEntry> listEntries(EntryQuery query) {
    return store.listEntries(query);
  }

  @Override
  public long lastEntry() {
    return store.lastEntry();
  }

  @Override
  public Optional<Instant> nextDueAfter(Instant time, Set<Lane> lanes) {
    return store.nextDueAfter(time, lanes);
  }

  @Override
  public List<Duration> listRuns(Lane lane) {
    return store.listRuns(lane);
  }

  @Override
  public Optional<Standing> standing(JobId id) {
    return store.standing(id);
  }

  @Override
  public int endOverdue(Instant now, int most) {
    return change(() -> store.endOverdue(now, most));
  }

  @Override
  public PurgeSlice purgeFinishedBefore(Instant time, Instant now, int most) {
    return change(() -> store.purgeFinishedBefore(time, now, most));
  }

  @Override
  public void putLane(LaneRule rule) {
    store.putLane(rule);
  }

  @Override
  public boolean changeLane(Lane lane, LaneMode mode) {
    return change(() -> store.changeLane(lane, mode));
  }

  @Override
  public List<LaneStatus> listLanes() {
    return store.listLanes();
  }
}
