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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** Jobs in our store, completed with a medium. */
final class MediakeepJobs implements JobSide {
  private static final int MOST = 10_000_000;
  private static final int MOST_AT_ONCE = 100;

  /** Those at hand for each worker, his own counted; as many as db-scheduler is given. */
  private static final int PER_WORKER = 6;

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

  /** By workers in one process, for all of whom one thread claims, as the peers do it. */
  @Override
  public double execute(int workers, int count) throws Exception {
    BlockingQueue<Job> claimed = new LinkedBlockingQueue<>();
    Semaphore wanted = new Semaphore(PER_WORKER * workers);
    try (ExecutorService claimer = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> claiming = claimer.submit(() -> claimAll(count, wanted, claimed));
      double rate =
          Callers.rate(
              workers,
              count,
              number -> {
                complete(claimed.take());
                wanted.release();
              });
      claiming.get();
      return rate;
    }
  }

  private Void claimAll(int count, Semaphore wanted, BlockingQueue<Job> into)
      throws InterruptedException {
    int left = count;
    while (left > 0) {
      wanted.acquire();
      int room = 1 + wanted.drainPermits();
      List<Job> some = claim(Math.min(left, Math.min(room, MOST_AT_ONCE)));
      if (some.isEmpty()) {
        throw new IllegalStateException("no job in line, but " + left + " were to be done");
      }
      into.addAll(some);
      wanted.release(room - some.size());
      left -= some.size();
    }
    return null;
  }

  /** The same store, whose workers know nothing of each other: each claims one job at a time. */
  JobSide byLoneWorkers() {
    return new JobSide() {
      @Override
      public double enqueue(int callers, int count) throws Exception {
        return MediakeepJobs.this.enqueue(callers, count);
      }

      @Override
      public double execute(int workers, int count) throws Exception {
        return Callers.rate(workers, count, number -> complete(claim(1).getFirst()));
      }

      @Override
      public void close() {
        MediakeepJobs.this.close();
      }
    };
  }

  /** The jobs whose turn it is. */
  List<Job> claim(int most) {
    Instant now = now();
    Instant end = now.plusSeconds(LEASE_SECONDS);
    return jobs.claim(new ClaimRequest(WORKER, Set.of(LANE), most, now, end));
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
