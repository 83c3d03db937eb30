package dev.mediakeep.testkit;

import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.ClaimRequest;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Jobs and workers for tests, the same ones for the same seed. Not thread-safe. */
public final class SampleJobs {
  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  public static final Lane LANE = new Lane("acme", "film-1");
  public static final Lane OTHER_LANE = new Lane("other", "film/2");
  public static final OwnerId ADA = new OwnerId("ada");
  public static final OwnerId BOB = new OwnerId("bob");
  public static final WorkerId WORKER = new WorkerId("worker-1");

  private final SettableClock clock;
  private final IdGenerator ids;

  /** Jobs that are asked for when the clock says. */
  public SampleJobs(SettableClock clock, long seed) {
    this.clock = clock;
    this.ids = new IdGenerator(clock, new SplittableRandom(seed));
  }

  /** A job of Ada's with all defaults. */
  public NewJob next() {
    return next(ADA);
  }

  /** A job of that owner with all defaults. */
  public NewJob next(OwnerId owner) {
    return next(JobRequest.builder(owner, LANE).build());
  }

  public NewJob next(JobRequest request) {
    return new NewJob(ids.nextJobId(), request, Optional.empty(), clock.instant());
  }

  /** Wants so many jobs of the first lane, for as long as leases last by default. */
  public ClaimRequest claim(int most) {
    return claim(most, LANE);
  }

  public ClaimRequest claim(int most, Lane... lanes) {
    Instant now = clock.instant();
    return new ClaimRequest(WORKER, Set.of(lanes), most, now, now.plus(leaseTerm()));
  }

  public static Duration leaseTerm() {
    return JobPolicies.ofDefaults().lease().term();
  }

  /** The number of the job's last lease. */
  public static long fence(Job job) {
    return job.attempts().fence();
  }
}
