package dev.mediakeep.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobListener;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.RunnerConfig;
import dev.mediakeep.job.Submission;
import dev.mediakeep.job.VideoProvider.CancelResult;
import dev.mediakeep.job.VideoProvider.FetchResult;
import dev.mediakeep.job.VideoProvider.LookUpResult;
import dev.mediakeep.job.VideoProvider.PollResult;
import dev.mediakeep.job.VideoProvider.SubmitResult;
import dev.mediakeep.job.WorkerId;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.memory.InMemoryBlobStore;
import dev.mediakeep.memory.InMemoryJobStore;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FfmpegProviderTest {
  private static final Lane LANE = new Lane("ffmpeg", "text");
  private static final WorkerId WORKER = new WorkerId("test");
  private static final InstantSource CLOCK = InstantSource.system();
  private static final JsonObject ORDER =
      new JsonObject("{\"prompt\":\"a lake\",\"seconds\":1,\"width\":320,\"height\":180}");

  @TempDir private Path folder;
  private final IdGenerator ids = new IdGenerator(CLOCK, new SecureRandom());
  private FfmpegProvider provider;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(FfmpegProvider.isAvailable(), "needs an ffmpeg with libx264 and drawtext");
    provider = new FfmpegProvider(folder, CLOCK);
  }

  /** Nothing may write in the folder while it is removed. */
  @AfterEach
  void stopAll() throws Exception {
    try (Stream<Path> places = Files.list(folder)) {
      for (Path place : places.filter(Files::isDirectory).toList()) {
        provider.cancel(new Operation(place.getFileName().toString(), "any", CLOCK.instant()));
      }
    }
  }

  @Test
  void one_key_is_one_film() throws Exception {
    Submission order = order("mk-1", ORDER);
    assertThat(provider.lookUp(order)).isInstanceOf(LookUpResult.Absent.class);
    SubmitResult.Accepted first = accepted(order);
    assertThat(accepted(order)).isEqualTo(first);
    assertThat(provider.lookUp(order)).isEqualTo(new LookUpResult.Found(first.handle()));
    assertThat(accepted(order("mk-2", ORDER)).handle()).isNotEqualTo(first.handle());
    assertThat(operations()).isEqualTo(2);
  }

  @Test
  void a_bad_order_is_refused_for_good() throws Exception {
    assertRefused("prompt must be there", "{}");
    assertRefused("seconds must be 1..60, was 61", "{\"prompt\":\"x\",\"seconds\":61}");
    assertRefused("width must be even, was 99", "{\"prompt\":\"x\",\"width\":99}");
    assertThat(operations()).isZero();
  }

  private void assertRefused(String why, String parameters) throws IOException {
    assertThat(provider.submit(order("mk-1", new JsonObject(parameters))))
        .isInstanceOfSatisfying(
            SubmitResult.Rejected.class,
            rejected -> assertThat(rejected.failure().message()).isEqualTo(why));
  }

  @Test
  void an_order_that_comes_too_late_is_not_taken() throws Exception {
    Submission late =
        new Submission(ids.nextJobId(), "mk-1", request(ORDER), CLOCK.instant().minusSeconds(1));
    assertThatThrownBy(() -> provider.submit(late)).isInstanceOf(IOException.class);
    assertThat(operations()).isZero();
  }

  @Test
  void what_is_cancelled_ends() throws Exception {
    JsonObject longOne = new JsonObject("{\"prompt\":\"a lake\",\"seconds\":60}");
    Operation operation = operation(accepted(order("mk-1", longOne)));
    assertThat(provider.poll(operation)).isInstanceOf(PollResult.Pending.class);
    assertThat(provider.cancel(operation)).isEqualTo(new CancelResult.Cancelled());
    assertThat(provider.cancel(operation)).isEqualTo(new CancelResult.Cancelled());
    assertThat(provider.poll(operation)).isInstanceOf(PollResult.Failed.class);
    assertThat(provider.fetch(operation)).isEqualTo(new FetchResult.Gone());
  }

  /** Whoever cancels at that moment finds no pid to kill. */
  @Test
  void a_cancel_while_it_starts_is_heeded(@TempDir Path tools) throws Exception {
    new FilmOrder(1, 64, 64).write(folder);
    Files.writeString(tools.resolve("mkdir"), "#!/bin/sh\n/bin/mkdir \"$@\" && : > cancelled\n");
    Files.writeString(tools.resolve("ffmpeg"), "#!/bin/sh\n: > rendered\n");
    try (Stream<Path> found = Files.list(tools)) {
      assertThat(found).allMatch(tool -> tool.toFile().setExecutable(true));
    }
    ProcessBuilder command = new FilmRender(folder).command();
    command.environment().merge("PATH", tools + ":", (path, first) -> first + path);
    assertThat(command.start().waitFor()).isZero();
    assertThat(folder.resolve("cancelled")).exists();
    assertThat(folder.resolve("rendered")).doesNotExist();
  }

  @Test
  void what_nobody_ordered_is_gone() throws Exception {
    Operation unknown = new Operation("ffmpeg-0", "mk-0", CLOCK.instant());
    assertThat(provider.poll(unknown)).isEqualTo(new PollResult.Gone());
    assertThat(provider.cancel(unknown)).isEqualTo(new CancelResult.TooLate());
  }

  /** The child is killed right after it has ordered, and before it could tell the queue. */
  @Test
  void the_film_of_a_killed_process_is_found_and_kept() throws Exception {
    InMemoryMediaCatalog catalog = new InMemoryMediaCatalog();
    MediaLibrary library =
        new MediaLibrary(
            catalog,
            new InMemoryBlobStore(CLOCK),
            new HeaderProbe(),
            MediaLimits.ofDefaults(),
            CLOCK,
            ids);
    JobQueue queue = queueOver(library);
    Job job = ((EnqueueResult.Added) queue.enqueue(request(ORDER), Optional.empty())).job();
    long fence = queue.claim(WORKER, Set.of(LANE), 1).getFirst().attempts().fence();
    assertThat(queue.intend(job.id(), fence)).isNotNull();
    assertThat(orderInChild(job.providerKey())).isEqualTo(KilledOrder.STATUS);
    assertThat(queue.doubt(job.id(), fence, Optional.of(CLOCK.instant()))).isNotNull();
    End end = new End();
    queue.addListener(end);
    RunnerConfig config = RunnerConfig.builder(WORKER, Set.of(LANE)).build();
    try (JobRunner runner = JobRunner.start(queue, provider, library, config)) {
      assertThat(runner).isNotNull();
      JobState.Succeeded done = (JobState.Succeeded) end.state.get(60, TimeUnit.SECONDS);
      Media film = library.find(done.media().getFirst()).orElseThrow();
      assertThat(film.blob().shape().dimensions()).isEqualTo(new Dimensions(320, 180));
      assertThat(film.blob().shape().duration()).contains(Duration.ofSeconds(1));
    }
    assertThat(operations()).isOne();
  }

  private JobQueue queueOver(MediaLibrary library) {
    JobPolicies policies = JobPolicies.ofDefaults();
    InMemoryJobStore jobs = new InMemoryJobStore(new JobMachine(policies, new SecureRandom()));
    jobs.putLane(LaneRule.ofDefaults(LANE));
    return new JobQueue(jobs, library, policies, CLOCK, ids);
  }

  private int orderInChild(String key) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledOrder.class.getName(),
                folder.toString(),
                key)
            .inheritIO()
            .start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return child.exitValue();
  }

  /** A process that orders a film and dies. */
  static final class KilledOrder {
    static final int STATUS = 9;

    private KilledOrder() {}

    public static void main(String[] args) throws Exception {
      Submission order =
          new Submission(
              new IdGenerator(CLOCK, new SecureRandom()).nextJobId(),
              args[1],
              request(ORDER),
              CLOCK.instant().plusSeconds(60));
      new FfmpegProvider(Path.of(args[0]), CLOCK).submit(order);
      Runtime.getRuntime().halt(STATUS);
    }
  }

  /** Waits for a job to end. */
  private static final class End implements JobListener {
    private final CompletableFuture<JobState> state = new CompletableFuture<>();

    @Override
    public void jobChanged(Job job) {
      if (job.state().kind().isFinal()) {
        state.complete(job.state());
      }
    }

    @Override
    public void timePassed() {}

    @Override
    public void laneChanged(Lane lane) {}
  }

  private static JobRequest request(JsonObject parameters) {
    return JobRequest.builder(OwnerId.ANONYMOUS, LANE).parameters(parameters).build();
  }

  private Submission order(String key, JsonObject parameters) {
    JobId job = ids.nextJobId();
    Instant soon = CLOCK.instant().plusSeconds(60);
    return new Submission(job, key, request(parameters), soon);
  }

  private SubmitResult.Accepted accepted(Submission order) throws IOException {
    return (SubmitResult.Accepted) provider.submit(order);
  }

  private static Operation operation(SubmitResult.Accepted accepted) {
    return new Operation(accepted.handle(), "mk-1", CLOCK.instant());
  }

  private long operations() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.count();
    }
  }
}
