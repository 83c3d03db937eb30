package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobListener;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.RunnerConfig;
import dev.mediakeep.job.WorkerId;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.memory.InMemoryBlobStore;
import dev.mediakeep.memory.InMemoryJobStore;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import dev.mediakeep.testkit.RecordingProvider.Call;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads and the real clock; each wait ends by a signal. */
@Timeout(60)
class JobRunnerTest {
  private static final Set<Lane> LANES = Set.of(SampleJobs.LANE);

  private final InstantSource clock = InstantSource.system();
  private final IdGenerator ids = new IdGenerator(clock, new SplittableRandom(1));
  private final InMemoryMediaCatalog catalog = new InMemoryMediaCatalog();
  private final MediaLibrary library =
      new MediaLibrary(
          catalog,
          new InMemoryBlobStore(clock),
          new HeaderProbe(),
          MediaLimits.ofDefaults(),
          clock,
          ids);
  private final RecordingProvider provider = new RecordingProvider(clock);
  private final InMemoryJobStore store =
      new InMemoryJobStore(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
  private final JobQueue queue = queue(store);

  JobRunnerTest() {
    provider.setRenderTime(Duration.ofMillis(20));
    provider.setPollAfter(Duration.ofMillis(30));
    queue.putLane(new LaneRule(SampleJobs.LANE, 1_000, 100));
  }

  private RunnerConfig.Builder config() {
    return RunnerConfig.builder(SampleJobs.WORKER, LANES).lookInterval(Duration.ofSeconds(30));
  }

  private JobRunner start(RunnerConfig config) {
    return JobRunner.start(queue, provider, library, config);
  }

  @Test
  void many_jobs_end_in_the_library() throws Exception {
    List<JobId> asked = new ArrayList<>();
    Awaited ended = new Awaited(queue, 40, job -> job.state() instanceof JobState.Succeeded);
    try (JobRunner one = start(config().build());
        JobRunner other = start(config().build())) {
      assertThat(one).isNotSameAs(other);
      for (int i = 0; i < 40; i++) {
        asked.add(ask());
      }
      ended.await();
    }
    assertThat(provider.submissions()).hasSize(40);
    assertThat(catalog.totals().items()).isEqualTo(40);
    provider.assertNothingPaidTwice();
  }

  @Test
  void beats_while_the_provider_takes_long() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    provider.setFault((call, moment) -> {
      if (call == Call.FETCH) {
        answer.await();
      }
    });
    provider.setPollAfter(Duration.ofMillis(100));
    Awaited beats = new Awaited(queue, 5, job -> job.state() instanceof JobState.Polling);
    Awaited taken = new Awaited(queue, 1, job -> job.state() instanceof JobState.Succeeded);
    try (JobRunner runner = start(config().leaseTerm(Duration.ofSeconds(1)).build())) {
      assertThat(runner).isNotNull();
      ask();
      beats.await();
      answer.countDown();
      taken.await();
    }
  }

  @Test
  void stops_working_when_the_lease_is_lost() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    provider.setFault((call, moment) -> {
      started.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    });
    try (JobRunner runner = start(config().leaseTerm(Duration.ofSeconds(1)).build())) {
      assertThat(runner).isNotNull();
      JobId id = ask();
      awaitLatch(started);
      store.endOverdue(clock.instant().plusSeconds(60), 10);
      awaitLatch(interrupted);
      assertThat(state(id)).isEqualTo(JobState.Kind.UNCERTAIN);
    }
  }

  @Test
  void closing_waits_for_what_is_in_hand() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    provider.setFault((call, moment) -> {
      started.countDown();
      answer.await();
    });
    JobRunner runner = start(config().build());
    JobId id = ask();
    awaitLatch(started);
    Thread closing = Thread.startVirtualThread(runner::close);
    answer.countDown();
    closing.join();
    assertThat(state(id)).isEqualTo(JobState.Kind.WAITING);
    runner.close();
  }

  @Test
  void closing_gives_back_what_takes_too_long() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    provider.setFault((call, moment) -> {
      started.countDown();
      new CountDownLatch(1).await();
    });
    JobId id;
    try (JobRunner runner = start(config().closingTime(Duration.ofMillis(10)).build())) {
      assertThat(runner).isNotNull();
      id = ask();
      awaitLatch(started);
    }
    assertThat(state(id)).isEqualTo(JobState.Kind.UNCERTAIN);
  }

  @Test
  void claims_no_more_than_it_has_room_for() throws Exception {
    CountDownLatch started = new CountDownLatch(2);
    CountDownLatch answer = new CountDownLatch(1);
    provider.setFault((call, moment) -> {
      started.countDown();
      answer.await();
    });
    Awaited ended = new Awaited(queue, 5, job -> job.state() instanceof JobState.Succeeded);
    try (JobRunner runner = start(config().atATime(2).build())) {
      assertThat(runner).isNotNull();
      for (int i = 0; i < 5; i++) {
        ask();
      }
      awaitLatch(started);
      assertThat(queue.listLanes().getFirst().running()).isEqualTo(2);
      answer.countDown();
      ended.await();
    }
  }

  @Test
  void another_worker_may_take_part() throws Exception {
    JobId id = ask();
    WorkerId hand = new WorkerId("by hand");
    assertThat(queue.claim(hand, LANES, 1)).hasSize(1);
    Awaited ended = new Awaited(queue, 1, job -> job.state() instanceof JobState.Succeeded);
    try (JobRunner runner = start(config().build())) {
      assertThat(runner).isNotNull();
      assertThat(queue.release(id, queue.find(id).orElseThrow().attempts().fence())).isNotNull();
      ended.await();
    }
  }

  @Test
  void a_handle_waits_for_room_on_the_disk() throws Exception {
    AtomicBoolean isFull = new AtomicBoolean();
    CountDownLatch refused = new CountDownLatch(4);
    provider.setFault((call, moment) -> isFull.set(call == Call.SUBMIT));
    JobQueue full = queue(new FaultyJobStore(store, moment -> requireRoom(isFull)));
    Awaited noted = new Awaited(full, 1, job -> job.state() instanceof JobState.Waiting);
    RunnerConfig config = config().listener((job, cause) -> refused.countDown()).build();
    try (JobRunner runner = JobRunner.start(full, provider, library, config)) {
      assertThat(runner).isNotNull();
      ask(full);
      awaitLatch(refused);
      isFull.set(false);
      noted.await();
    }
    assertThat(provider.submissions()).hasSize(1);
  }

  private static void requireRoom(AtomicBoolean isFull) {
    if (isFull.get()) {
      throw new MediakeepException(ErrorCode.DISK_FULL, "the disk is full");
    }
  }

  @Test
  void neither_an_error_nor_its_listener_ends_a_runner() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    CountDownLatch told = new CountDownLatch(3);
    JobStore failing =
        new FaultyJobStore(
            store,
            moment -> {
              if (failures.incrementAndGet() <= 3) {
                throw new StackOverflowError("too deep");
              }
            });
    JobQueue rough = queue(failing);
    Awaited ended = new Awaited(rough, 1, job -> job.state() instanceof JobState.Succeeded);
    ask();
    RunnerConfig config =
        config()
            .lookInterval(Duration.ofMillis(10))
            .listener((job, cause) -> {
              told.countDown();
              throw new IllegalStateException("a listener fails too", cause);
            })
            .build();
    try (JobRunner runner = JobRunner.start(rough, provider, library, config)) {
      assertThat(runner).isNotNull();
      awaitLatch(told);
      ended.await();
    }
  }

  private JobId ask() {
    return ask(queue);
  }

  private JobQueue queue(JobStore behind) {
    return new JobQueue(behind, library, JobPolicies.ofDefaults(), clock, ids);
  }

  private static JobId ask(JobQueue queue) {
    JobRequest request = JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).build();
    return ((EnqueueResult.Added) queue.enqueue(request, Optional.empty())).job().id();
  }

  private JobState.Kind state(JobId id) {
    return queue.find(id).orElseThrow().state().kind();
  }

  private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Waits until so many changes have left a job so. */
  private static final class Awaited implements JobListener {
    private final Predicate<Job> wanted;
    private final CountDownLatch left;

    Awaited(JobQueue queue, int times, Predicate<Job> wanted) {
      this.wanted = wanted;
      this.left = new CountDownLatch(times);
      queue.addListener(this);
    }

    void await() throws InterruptedException {
      awaitLatch(left);
    }

    @Override
    public void jobChanged(Job job) {
      if (wanted.test(job)) {
        left.countDown();
      }
    }

    @Override
    public void timePassed() {}

    @Override
    public void laneChanged(Lane lane) {}
  }
}
