package dev.mediakeep.benchmarks;

import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.ClaimRequest;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.QueueLimits;
import dev.mediakeep.job.WorkerId;
import dev.mediakeep.sqlite.SqliteStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs in our store: claimed one by one, and completed with a medium. */
final class MediakeepJobs implements JobSide {
  private static final int MOST = 10_000_000;
  private static final int LEASE_SECONDS = 60;
  private static final Lane LANE = new Lane("acme", "film");
  private static final WorkerId WORKER = new WorkerId("worker");

  private final IdGenerator ids = new IdGenerator(InstantSource.system(), new SecureRandom());
  private final SqliteStore store;
  private final JobStore jobs;
  private final int owners;

  private MediakeepJobs(SqliteStore store, int owners) {
    this.store = store;
    this.owners = owners;
    this.jobs = store.jobs(new JobMachine(policies(), new SecureRandom()));
    jobs.putLane(new LaneRule(LANE, MOST, MOST));
  }

  /**
   * A store in this file.
   *
   * @param owners among how many the jobs are shared out
   */
  static MediakeepJobs open(Path file, int owners) {
    return new MediakeepJobs(Stores.open(file), owners);
  }

  private static JobPolicies policies() {
    JobPolicies defaults = JobPolicies.ofDefaults();
    QueueLimits unlimited =
        QueueLimits.builder().queued(MOST).queuedByOwner(MOST).runningByOwner(MOST).build();
    return new JobPolicies(defaults.retry(), defaults.lease(), defaults.fairness(), unlimited);
  }

  @Override
  public double enqueue(int callers, int count) throws Exception {
    return Callers.rate(callers, count, this::enqueue);
  }

  void enqueue(int number) {
    JobRequest request = JobRequest.builder(new OwnerId("owner-" + number % owners), LANE).build();
    NewJob job = new NewJob(ids.nextJobId(), request, Optional.empty(), now());
    if (!(jobs.enqueue(job) instanceof EnqueueResult.Added)) {
      throw new IllegalStateException("refused: " + request);
    }
  }

  @Override
  public double execute(int workers, int count) throws Exception {
    return Callers.rate(workers, count, number -> complete(claim()));
  }

  /** The job whose turn it is. */
  Job claim() {
    Instant now = now();
    Instant end = now.plusSeconds(LEASE_SECONDS);
    return jobs.claim(new ClaimRequest(WORKER, Set.of(LANE), 1, now, end)).getFirst();
  }

  private void complete(Job job) {
    List<MediaId> media = List.of(ids.nextMediaId());
    JobCommand done = new JobCommand.Complete(job.attempts().fence(), media);
    if (!(jobs.change(job.id(), done, now()) instanceof JobChange.Done)) {
      throw new IllegalStateException("refused: " + job.id());
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void close() {
    store.close();
  }
}
