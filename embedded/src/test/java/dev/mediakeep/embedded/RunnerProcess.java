package dev.mediakeep.embedded;

import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.LeasePolicy;
import dev.mediakeep.job.RetryPolicy;
import dev.mediakeep.job.RunnerConfig;
import dev.mediakeep.job.WorkerId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An app as a process of its own, which asks for films and has them made: it can be killed. */
final class RunnerProcess implements AutoCloseable {
  static final Lane LANE = new Lane("acme", "film-1");
  static final String UP = "up";
  static final String ASKED = "asked ";
  static final String DONE = "done";

  private static final String LOGGING = "java.util.logging.config.file";
  private static final long MOST_IN_LINE = 20;
  private static final Duration LOOK = Duration.ofMillis(10);

  private final Process process;
  private final BufferedReader lines;

  private RunnerProcess(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts one.
   *
   * @param asks whether it asks for films until it is killed; otherwise it ends when all are made
   */
  static RunnerProcess start(SharedClasses classes, Path home, int port, boolean asks)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"));
    command.add("-Djava.util.logging.config.file=" + System.getProperty(LOGGING));
    command.addAll(classes.options());
    command.addAll(List.of(RunnerProcess.class.getName(), home.toString()));
    command.addAll(List.of(Integer.toString(port), Boolean.toString(asks)));
    Path log = home.resolveSibling(home.getFileName() + ".log");
    return new RunnerProcess(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  static MediakeepConfig config(Path home) {
    JobPolicies defaults = JobPolicies.ofDefaults();
    JobPolicies hasty =
        new JobPolicies(
            new RetryPolicy(100, Duration.ofMillis(1), Duration.ofMillis(10)),
            new LeasePolicy(Duration.ofSeconds(1), 100, Duration.ZERO),
            defaults.fairness(),
            defaults.limits());
    return MediakeepConfig.builder(HomeConfig.ofHome(home))
        .jobs(hasty)
        .leaseGrace(Duration.ZERO)
        .build();
  }

  /** Arguments: the home, the provider's port, whether it asks for films. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Mediakeep keep = Mediakeep.open(config(Path.of(args[0])))) {
      keep.jobs().putLane(LaneRule.ofDefaults(LANE));
      RunnerConfig config =
          RunnerConfig.builder(new WorkerId("runner"), Set.of(LANE))
              .lookInterval(LOOK)
              .housekeepingInterval(Duration.ofMillis(100))
              .build();
      RemoteProvider provider = new RemoteProvider(Integer.parseInt(args[1]));
      JobRunner runner = JobRunner.start(keep.jobs(), provider, keep.media(), config);
      out.println(UP);
      boolean asks = Boolean.parseBoolean(args[2]);
      CountDownLatch tick = new CountDownLatch(1); // is never counted down: a wait that ends
      while (asks || inHand(keep) > 0) {
        if (asks && inHand(keep) < MOST_IN_LINE) {
          ask(keep, out);
        }
        tick.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }
      runner.close();
    }
    out.println(DONE);
  }

  private static long inHand(Mediakeep keep) {
    LaneStatus lane = keep.jobs().listLanes().getFirst();
    return lane.queued() + lane.running();
  }

  private static void ask(Mediakeep keep, PrintStream out) {
    JobRequest request = JobRequest.builder(OwnerId.ANONYMOUS, LANE).build();
    switch (keep.jobs().enqueue(request, Optional.empty())) {
      case EnqueueResult.Added added -> out.println(ASKED + added.job().id());
      case EnqueueResult.Repeated repeated -> throw new IllegalStateException(repeated.toString());
      case EnqueueResult.Refused refused -> throw new IllegalStateException(refused.toString());
    }
  }

  /** The next line that it says; null when it has ended. */
  String line() throws IOException {
    return lines.readLine();
  }

  /** Waits until it has ended by itself; answers the exit status. */
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** kill -9, and waits for the end. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // unlike the process itself, leaves its output to be read
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
