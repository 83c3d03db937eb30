package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.QueueLimits;
import dev.mediakeep.testkit.SampleJobs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed between a commit and the manifest that was to follow it. */
@Timeout(120)
class ManifestKillTest {
  @TempDir private Path home;

  @Test
  void manifests_catch_up_after_kill_9() throws Exception {
    HomeTemplate.in(home, InstantSource.system());
    killAfter(25);
    assertCaughtUp();
  }

  @Test
  @Tag("slow")
  void manifests_catch_up_wherever_the_process_was_killed() throws Exception {
    HomeTemplate.in(home, InstantSource.system());
    for (int jobs = 1; jobs < 400; jobs += 47) {
      killAfter(jobs);
      assertCaughtUp();
    }
  }

  @Test
  void what_the_manifests_of_a_killed_process_tell_is_not_submitted_again() throws Exception {
    HomeTemplate.in(home, InstantSource.system());
    Path database = home.resolve(".data/app.db");
    Path copy = Files.copy(database, home.resolve("copy.db"));
    killAfter(60);
    Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(home.resolve(".data/app.db-wal"));
    Files.deleteIfExists(home.resolve(".data/app.db-shm"));
    List<JobId> exposed = manifestsThatSay("submitting", "waiting");
    assertThat(exposed).isNotEmpty();
    try (Mediakeep keep = Mediakeep.open(config())) {
      assertThat(exposed)
          .allSatisfy(id ->
              assertThat(keep.jobs().find(id).orElseThrow().state())
                  .isInstanceOf(JobState.Exposed.class));
    }
  }

  /** Each job that was acknowledged, and its state, are in the manifests as in the database. */
  private void assertCaughtUp() throws IOException {
    Mediakeep.open(config()).close();
    try (Mediakeep keep = Mediakeep.openReadOnly(config())) {
      assertThat(keep.previewReconcile().findings()).isEmpty();
      for (JobState.Kind kind : List.of(JobState.Kind.SUBMITTING, JobState.Kind.WAITING)) {
        for (JobId id : manifestsThatSay(kind.name().toLowerCase(Locale.ROOT))) {
          assertThat(keep.jobs().find(id).orElseThrow().state().kind()).isEqualTo(kind);
        }
      }
    }
    assertThat(acknowledged).allMatch(id -> Files.exists(fileOf(id)));
  }

  private final List<JobId> acknowledged = new ArrayList<>();

  private void killAfter(int jobs) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int before = acknowledged.size();
    try (BufferedReader said = process.inputReader()) {
      while (acknowledged.size() < before + jobs) {
        acknowledged.add(JobId.parse(said.readLine()));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private List<JobId> manifestsThatSay(String... states) throws IOException {
    List<JobId> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.resolve(".video-jobs"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        String text = Files.readString(file);
        if (Stream.of(states).anyMatch(state -> text.contains("\n  \"state\" : \"" + state))) {
          found.add(JobId.parse(file.getFileName().toString().replace(".json", "")));
        }
      }
    }
    return found;
  }

  private Path fileOf(JobId id) {
    return home.resolve(".video-jobs").resolve(id + ".json");
  }

  private MediakeepConfig config() {
    return MediakeepConfig.builder(HomeConfig.ofHome(home)).build();
  }

  /** Asks for jobs, submits them, and says each that is acknowledged, until it is killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      JobPolicies defaults = JobPolicies.ofDefaults();
      QueueLimits limits =
          QueueLimits.builder().queuedByOwner(10_000).runningByOwner(10_000).build();
      MediakeepConfig config =
          MediakeepConfig.builder(HomeConfig.ofHome(Path.of(args[0])))
              .jobs(
                  new JobPolicies(defaults.retry(), defaults.lease(), defaults.fairness(), limits))
              .build();
      try (Mediakeep keep = Mediakeep.open(config)) {
        keep.jobs().putLane(new LaneRule(SampleJobs.LANE, 10_000, 10_000));
        while (true) {
          System.out.println(submit(keep));
        }
      }
    }

    private static JobId submit(Mediakeep keep) {
      JobRequest request = JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).build();
      Job asked = ((EnqueueResult.Added) keep.jobs().enqueue(request, Optional.empty())).job();
      Job claimed = keep.jobs().claim(SampleJobs.WORKER, Set.of(SampleJobs.LANE), 1).getFirst();
      long fence = SampleJobs.fence(claimed);
      keep.jobs().intend(claimed.id(), fence);
      if (fence % 2 == 1) {
        Instant later = Instant.now().plus(Duration.ofHours(1));
        keep.jobs().submitted(claimed.id(), fence, "op-" + claimed.id(), later);
      }
      return asked.id();
    }
  }
}
