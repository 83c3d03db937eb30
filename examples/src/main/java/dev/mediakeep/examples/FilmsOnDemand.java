package dev.mediakeep.examples;

import dev.mediakeep.embedded.Mediakeep;
import dev.mediakeep.embedded.MediakeepConfig;
import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobListener;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobRunner;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.RunnerConfig;
import dev.mediakeep.job.WorkerId;
import dev.mediakeep.media.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Makes a film of each text that it is given, and keeps them in a home folder of its own. Kill it,
 * and run it again with the same folder: it goes on with what it was asked for before.
 *
 * <p>Run it as {@code FilmsOnDemand HOME TEXT…}.
 */
public final class FilmsOnDemand {
  private static final Lane LANE = new Lane("ffmpeg", "text");

  private FilmsOnDemand() {}

  /** The first argument is the home folder, each further one a text. */
  public static void main(String[] args) throws InterruptedException {
    if (!FfmpegProvider.isAvailable()) {
      System.out.println("this needs an ffmpeg with libx264 and drawtext");
      return;
    }
    Path home = Path.of(args[0]);
    try (Mediakeep keep = Mediakeep.open(config(home))) {
      JobQueue queue = keep.jobs();
      queue.putLane(LaneRule.ofDefaults(LANE));
      Report report = new Report();
      queue.addListener(report);
      FfmpegProvider provider = new FfmpegProvider(home.resolve("ffmpeg"), InstantSource.system());
      JobRunner runner = JobRunner.start(queue, provider, keep.media(), runnerConfig());
      try (runner) {
        for (int i = 1; i < args.length; i++) {
          System.out.println("asked for " + ask(queue, args[i]));
        }
        while (inHand(queue) > 0) {
          report.news.acquire();
        }
      }
    }
  }

  /** No worker outside is to be heard before the leases of one that was killed are ended. */
  private static MediakeepConfig config(Path home) {
    return MediakeepConfig.builder(HomeConfig.ofHome(home)).leaseGrace(Duration.ZERO).build();
  }

  private static RunnerConfig runnerConfig() {
    return RunnerConfig.builder(new WorkerId("films-on-demand"), Set.of(LANE))
        .listener((job, trouble) -> System.out.println("tried again: " + trouble))
        .build();
  }

  /** How many jobs have not ended, of this run or one before it. */
  private static long inHand(JobQueue queue) {
    return queue.listLanes().stream().mapToLong(lane -> lane.queued() + lane.running()).sum();
  }

  private static JobId ask(JobQueue queue, String text) {
    JobRequest request =
        JobRequest.builder(OwnerId.ANONYMOUS, LANE)
            .parameters(new JsonObject("{\"prompt\":" + quoted(text) + ",\"seconds\":2}"))
            .build();
    return switch (queue.enqueue(request, Optional.empty())) {
      case EnqueueResult.Added(Job job) -> job.id();
      case EnqueueResult.Repeated(Job job) -> job.id();
      case EnqueueResult.Refused(var problem) -> throw new IllegalStateException(problem.message());
    };
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          if (c < ' ' || c == '"' || c == '\\') {
            json.append("\\u%04x".formatted(c));
          } else {
            json.append((char) c);
          }
        });
    return json.append('"').toString();
  }

  /** Says what becomes of the jobs, and that it is time to see whether all have ended. */
  private static final class Report implements JobListener {
    private final Semaphore news = new Semaphore(0);

    @Override
    public void jobChanged(Job job) {
      String percent = job.progress().map(told -> " " + told.percent() + " %").orElse("");
      System.out.println(job.id() + " " + job.state().kind() + percent);
      switch (job.state()) {
        case JobState.Succeeded done -> System.out.println("kept as " + done.media().getFirst());
        case JobState.Failed failed -> System.out.println(failed.failure().message());
        case JobState.Cancelled cancelled -> System.out.println("cancelled");
        case JobState.Queued queued -> {}
        case JobState.Leased leased -> {}
        case JobState.Exposed exposed -> {}
      }
      news.release();
    }

    /** Some may have run out of time, which nobody tells one by one. */
    @Override
    public void timePassed() {
      news.release();
    }

    @Override
    public void laneChanged(Lane lane) {}
  }
}
