package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.FoundManifest;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.KeeperParts;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.ManifestKeeper;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.job.Stop;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.memory.InMemoryBlobStore;
import dev.mediakeep.memory.InMemoryJobStore;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Manifests, and two stores of jobs: the one that they follow, and an older copy of it, which has
 * been told less.
 */
final class KeeperFixture {
  static final Duration TERM = Duration.ofDays(30);

  final SettableClock clock = new SettableClock(SampleJobs.START);
  final SampleJobs samples = new SampleJobs(clock, 1);
  final InMemoryJobStore store = newStore();
  final InMemoryJobStore copy = newStore();
  final RecordingManifests manifests = new RecordingManifests();
  final InMemoryMediaCatalog catalog = new InMemoryMediaCatalog();
  private long lives;
  final ManifestKeeper keeper = keeper(store, store);

  private static InMemoryJobStore newStore() {
    InMemoryJobStore store =
        new InMemoryJobStore(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
    store.putLane(LaneRule.ofDefaults(SampleJobs.LANE));
    return store;
  }

  /** Another process that keeps the same manifests. */
  ManifestKeeper keeper(InMemoryJobStore jobs, JobRecovery recovery) {
    MediaLibrary library =
        new MediaLibrary(
            catalog,
            new InMemoryBlobStore(clock),
            new HeaderProbe(),
            MediaLimits.ofDefaults(),
            clock,
            new IdGenerator(clock, new SplittableRandom(9)));
    return new ManifestKeeper(
        new KeeperParts(jobs, recovery, manifests, library), clock, new SplittableRandom(++lives));
  }

  ReconcileReport putBack() {
    return keeper(copy, copy).start(TERM);
  }

  /** A job that both stores know, since it came in before the copy was made. */
  Job askedBefore() {
    NewJob asked = samples.next();
    copy.enqueue(asked);
    store.enqueue(asked);
    return asked.job();
  }

  Job asked() {
    NewJob asked = samples.next();
    store.enqueue(asked);
    return asked.job();
  }

  Job done(InMemoryJobStore jobs, Job job, JobCommand command) {
    JobChange change = jobs.change(job.id(), command, clock.instant());
    assertThat(change).isInstanceOf(JobChange.Done.class);
    return ((JobChange.Done) change).job();
  }

  Job running(InMemoryJobStore jobs, Job job) {
    return done(
        jobs,
        job,
        new JobCommand.Claim(SampleJobs.WORKER, clock.instant().plus(SampleJobs.leaseTerm())));
  }

  Job submitting(InMemoryJobStore jobs, Job job) {
    Job claimed = running(jobs, job);
    return done(jobs, job, new JobCommand.Intend(SampleJobs.fence(claimed)));
  }

  Job waiting(InMemoryJobStore jobs, Job job, String handle) {
    long fence = SampleJobs.fence(submitting(jobs, job));
    return done(
        jobs, job, new JobCommand.Submitted(fence, handle, clock.instant().plusSeconds(60)));
  }

  Job cancelled(InMemoryJobStore jobs, Job job) {
    return done(jobs, job, new JobCommand.End(Stop.Reason.CANCELLED));
  }

  void follow() {
    while (keeper.follow()) {
      // to the end
    }
  }

  JobManifest manifest(Job job) {
    FoundManifest found = manifests.find(job.id()).orElseThrow();
    assertThat(found).isInstanceOf(FoundManifest.Kept.class);
    return ((FoundManifest.Kept) found).manifest();
  }

  Job back(Job job) {
    return copy.find(job.id()).orElseThrow();
  }

  List<FoundManifest> all() {
    List<FoundManifest> found = new ArrayList<>();
    manifests.forEach(id -> true, found::add);
    return found;
  }

  static List<ReconcileReport.Kind> kinds(ReconcileReport report) {
    return report.findings().stream().map(ReconcileReport.Finding::kind).toList();
  }

  static List<JobId> ids(Job... jobs) {
    return Arrays.stream(jobs).map(Job::id).toList();
  }
}
