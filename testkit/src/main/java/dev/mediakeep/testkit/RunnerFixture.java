package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.RunnerConfig;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.memory.InMemoryBlobStore;
import dev.mediakeep.memory.InMemoryJobStore;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A queue, a library and a provider in memory, with all their parts at hand. */
final class RunnerFixture {
  static final JsonObject PARAMETERS = new JsonObject("{\"prompt\":\"a lake\",\"seconds\":2}");

  final SettableClock clock;
  final JobStore store;
  final IdGenerator ids;
  final InMemoryMediaCatalog catalog = new InMemoryMediaCatalog();
  final MediaLibrary library;
  final RecordingProvider provider;
  final List<Throwable> troubles = new CopyOnWriteArrayList<>();
  final JobQueue queue;
  private Consumer<Moment> fault = moment -> {};

  /** All of it anew. */
  RunnerFixture() {
    this(
        new InMemoryJobStore(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1))),
        new SettableClock(SampleJobs.START),
        1);
  }

  RunnerFixture(JobStore store, SettableClock clock, long seed) {
    this.clock = clock;
    this.store = store;
    ids = new IdGenerator(clock, new SplittableRandom(seed));
    library =
        new MediaLibrary(
            catalog,
            new InMemoryBlobStore(clock),
            new HeaderProbe(),
            MediaLimits.ofDefaults(),
            clock,
            ids);
    provider = new RecordingProvider(clock);
    store.putLane(LaneRule.ofDefaults(SampleJobs.LANE));
    queue = queue(moment -> fault.accept(moment));
  }

  private JobQueue queue(Consumer<Moment> happening) {
    FaultyJobStore faulty = new FaultyJobStore(store, happening);
    return new JobQueue(faulty, library, JobPolicies.ofDefaults(), clock, ids);
  }

  /** From now on the queue's calls to the store are at the mercy of this. */
  void setFault(Consumer<Moment> happening) {
    fault = happening;
  }

  RunnerConfig.Builder config() {
    return RunnerConfig.builder(SampleJobs.WORKER, Set.of(SampleJobs.LANE))
        .listener((job, cause) -> troubles.add(cause));
  }

  JobRunner.Driven driven() {
    return JobRunner.driven(queue, provider, library, config().build());
  }

  /** A runner in another process, whose calls to the same store are at the mercy of this. */
  JobRunner.Driven driven(Consumer<Moment> happening) {
    return JobRunner.driven(queue(happening), provider, library, config().build());
  }

  JobId ask() {
    return ask(SampleJobs.ADA);
  }

  JobId ask(OwnerId owner) {
    return ask(JobRequest.builder(owner, SampleJobs.LANE).parameters(PARAMETERS).build());
  }

  JobId ask(JobRequest request) {
    EnqueueResult result = queue.enqueue(request, Optional.empty());
    assertThat(result).isInstanceOf(EnqueueResult.Added.class);
    return ((EnqueueResult.Added) result).job().id();
  }

  Job job(JobId id) {
    return queue.find(id).orElseThrow();
  }

  JobState.Kind kind(JobId id) {
    return job(id).state().kind();
  }

  <S extends JobState> S state(JobId id, Class<S> type) {
    assertThat(job(id).state()).isInstanceOf(type);
    return type.cast(job(id).state());
  }

  void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }
}
