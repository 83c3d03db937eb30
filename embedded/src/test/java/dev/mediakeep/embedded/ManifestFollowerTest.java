package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.KeeperStatus;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.testkit.SampleJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Manifests follow what changes in an open home. */
@Timeout(60)
class ManifestFollowerTest {
  private static final JobRequest REQUEST =
      JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).build();

  @TempDir private Path folder;

  private MediakeepConfig config;

  @BeforeEach
  void make() throws IOException {
    config = HomeTemplate.in(folder, InstantSource.system());
  }

  @Test
  void each_edge_is_in_the_manifest_within_a_second() throws Exception {
    try (Mediakeep keep = open()) {
      Path file = fileOf(ask(keep));
      assertWithinASecond(() -> says(file, "\"state\" : \"queued\""));
      Job job = keep.jobs().claim(SampleJobs.WORKER, Set.of(SampleJobs.LANE), 1).getFirst();
      assertWithinASecond(() -> says(file, "\"state\" : \"running\""));
      keep.jobs().intend(job.id(), SampleJobs.fence(job));
      assertWithinASecond(() -> says(file, "\"state\" : \"submitting\""));
    }
  }

  @Test
  void closing_writes_what_is_left() throws Exception {
    JobId last;
    try (Mediakeep keep = open()) {
      last = ask(keep);
      for (int i = 0; i < 300; i++) {
        last = ask(keep);
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve(".video-jobs"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(301);
    }
    assertThat(fileOf(last)).exists();
  }

  @Test
  void a_folder_that_takes_nothing_fails_no_job() throws Exception {
    Path jobs = folder.resolve(".video-jobs");
    try (Mediakeep keep = open()) {
      // As root may write anywhere: the marker is gone, as when the disk is.
      Path marker = Files.move(jobs.resolve(".mediakeep"), folder.resolve("marker"));
      JobId id = ask(keep);
      assertWithinASecond(() -> keep.manifestStatus().trouble().isPresent());
      assertThat(keep.jobs().find(id).orElseThrow().state()).isInstanceOf(JobState.Queued.class);
      assertThat(fileOf(id)).doesNotExist();
      Files.move(marker, jobs.resolve(".mediakeep"));
      await(Duration.ofSeconds(10), () -> Files.exists(fileOf(id)));
      await(
          Duration.ofSeconds(10),
          () -> keep.manifestStatus().equals(new KeeperStatus(0, Optional.empty())));
    }
  }

  @Test
  void a_read_only_folder_fails_no_job() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may write anywhere");
    Path jobs = folder.resolve(".video-jobs");
    try (Mediakeep keep = open()) {
      assertThat(jobs.toFile().setWritable(false)).isTrue();
      ask(keep);
      assertWithinASecond(() -> keep.manifestStatus().trouble().isPresent());
      assertThat(jobs.toFile().setWritable(true)).isTrue();
    }
  }

  private Mediakeep open() {
    Mediakeep keep = Mediakeep.open(config);
    keep.jobs().putLane(LaneRule.ofDefaults(SampleJobs.LANE));
    return keep;
  }

  private static JobId ask(Mediakeep keep) {
    return ((EnqueueResult.Added) keep.jobs().enqueue(REQUEST, Optional.empty())).job().id();
  }

  private Path fileOf(JobId id) {
    return folder.resolve(".video-jobs").resolve(id + ".json");
  }

  private static boolean says(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertWithinASecond(BooleanSupplier fact) {
    await(Duration.ofSeconds(1), fact);
  }

  private static void await(Duration longest, BooleanSupplier fact) {
    long end = System.nanoTime() + longest.toNanos();
    while (!fact.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within " + longest).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
