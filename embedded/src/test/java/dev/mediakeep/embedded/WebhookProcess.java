package dev.mediakeep.embedded;

import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An app as a process of its own, which ends jobs and tells a receiver: it can be killed. */
final class WebhookProcess implements AutoCloseable {
  private static final Lane LANE = new Lane("acme", "film-1");
  private static final int PATIENCE_SECONDS = 30;

  private final Process process;

  private WebhookProcess(Process process) {
    this.process = process;
  }

  static WebhookProcess start(Path home, int port, int jobs) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            WebhookProcess.class.getName(),
            home.toString(),
            Integer.toString(port),
            Integer.toString(jobs)));
    return new WebhookProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolveSibling("process.log").toFile())
            .start());
  }

  /** Arguments: the home, the receiver's port, how many jobs to end. Runs until it is killed. */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[1]);
    MediakeepConfig config =
        MediakeepConfig.builder(HomeConfig.ofHome(Path.of(args[0])))
            .webhooks(HookServer.rules(port))
            .build();
    try (Mediakeep keep = Mediakeep.open(config)) {
      keep.jobs().putLane(LaneRule.ofDefaults(LANE));
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        endOne(keep, port);
      }
      int end = System.in.read();
      if (end >= 0) {
        throw new IllegalStateException("nobody writes here");
      }
    }
  }

  /** Asks for a job with a webhook, and cancels it. */
  static void endOne(Mediakeep keep, int port) {
    JobRequest request =
        JobRequest.builder(OwnerId.ANONYMOUS, LANE).webhook(HookServer.url(port)).build();
    switch (keep.jobs().enqueue(request, Optional.empty())) {
      case EnqueueResult.Added added -> keep.jobs().cancel(added.job().id());
      case EnqueueResult.Repeated repeated -> throw new AssertionError(repeated);
      case EnqueueResult.Refused refused -> throw new AssertionError(refused);
    }
  }

  /** kill -9, and waits for the end. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the process could not be killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
