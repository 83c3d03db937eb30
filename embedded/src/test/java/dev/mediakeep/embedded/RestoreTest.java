package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.testkit.SampleJobs;
import dev.mediakeep.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database that is put back from an older copy, beside manifests that know more. */
@Timeout(120)
class RestoreTest {
  private static final JobRequest REQUEST =
      JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE).build();
  private static final Optional<IdempotencyKey> KEY = Optional.of(new IdempotencyKey("one"));

  @TempDir private Path folder;

  private final SettableClock clock = new SettableClock(SampleJobs.START);

  @Test
  void nothing_is_submitted_twice_and_every_render_comes_back(TestReporter reporter)
      throws Exception {
    playWorlds(4, reporter);
  }

  @Test
  @Tag("slow")
  void in_many_worlds_nothing_is_submitted_twice(TestReporter reporter) throws Exception {
    playWorlds(150, reporter);
  }

  /** Run it again with {@code -Dmediakeep.restore.seed=…}, which the test reports. */
  private void playWorlds(int worlds, TestReporter reporter) throws IOException {
    long seed = Long.getLong("mediakeep.restore.seed", new SplittableRandom().nextLong());
    reporter.publishEntry("mediakeep.restore.seed", String.valueOf(seed));
    for (int number = 0; number < worlds; number++) {
      RestoredWorld world = new RestoredWorld(folder.resolve("world-" + number), seed + number);
      try {
        world.play();
      } catch (AssertionError e) {
        throw new AssertionError("world " + number + ", -Dmediakeep.restore.seed=" + seed, e);
      }
    }
  }

  @Test
  void a_request_repeated_after_the_restore_is_the_same_job() throws Exception {
    MediakeepConfig config = HomeTemplate.in(folder, clock);
    JobId first;
    Path copy = copyOfDatabase();
    try (Mediakeep keep = Mediakeep.open(config)) {
      keep.jobs().putLane(LaneRule.ofDefaults(SampleJobs.LANE));
      first = ((EnqueueResult.Added) keep.jobs().enqueue(REQUEST, KEY)).job().id();
    }
    putBack(copy);
    try (Mediakeep keep = Mediakeep.open(config)) {
      assertThat(keep.jobs().enqueue(REQUEST, KEY))
          .isInstanceOfSatisfying(
              EnqueueResult.Repeated.class,
              repeated -> assertThat(repeated.job().id()).isEqualTo(first));
    }
  }

  @Test
  void what_was_taken_back_is_told_and_before_anything_is_handed_out() throws Exception {
    MediakeepConfig config = HomeTemplate.in(folder, clock);
    long last;
    Path copy;
    Job asked;
    try (Mediakeep keep = Mediakeep.open(config)) {
      keep.jobs().putLane(LaneRule.ofDefaults(SampleJobs.LANE));
      asked = ((EnqueueResult.Added) keep.jobs().enqueue(REQUEST, KEY)).job();
    }
    copy = copyOfDatabase();
    try (Mediakeep keep = Mediakeep.open(config)) {
      long fence = SampleJobs.fence(claim(keep).getFirst());
      keep.jobs().intend(asked.id(), fence);
      keep.jobs().submitted(asked.id(), fence, "op-1", clock.instant().plusSeconds(600));
      last = lines(keep, 0).getLast().number();
    }
    putBack(copy);
    try (Mediakeep reader = Mediakeep.openReadOnly(config)) {
      assertThat(reader.previewReconcile().count(ReconcileReport.Kind.TAKEN_BACK)).isOne();
      assertThat(reader.jobs().find(asked.id())).contains(asked);
      assertThat(reader.startReport()).isEmpty();
      assertThat(reader.manifestLag()).as("manifests of another database").isEmpty();
    }
    try (Mediakeep keep = Mediakeep.open(config)) {
      assertThat(lines(keep, last)).as("after what a listener has seen").hasSize(1);
      assertThat(claim(keep))
          .singleElement()
          .extracting(Job::state)
          .isInstanceOf(JobState.Polling.class);
      assertThat(keep.startReport().orElseThrow().count(ReconcileReport.Kind.TAKEN_BACK)).isOne();
      assertThat(keep.reconcile().findings()).isEmpty();
      assertThat(keep.startReport()).as("stays").isPresent();
    }
    try (Mediakeep keep = Mediakeep.open(config)) {
      assertThat(keep.startReport()).as("in step").isEmpty();
      assertThat(keep.manifestLag()).isPresent();
      assertThat(keep.reconcile().findings()).isEmpty();
    }
  }

  @Test
  void an_empty_folder_in_place_of_the_manifests_stops_the_start() throws Exception {
    MediakeepConfig config = HomeTemplate.in(folder, clock);
    try (Mediakeep keep = Mediakeep.open(config)) {
      keep.jobs().putLane(LaneRule.ofDefaults(SampleJobs.LANE));
      keep.jobs().enqueue(REQUEST, Optional.empty());
    }
    Files.move(folder.resolve(".video-jobs"), folder.resolve("mounted elsewhere"));
    Files.createDirectory(folder.resolve(".video-jobs"));
    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(() -> Mediakeep.open(config))
        .returns(ErrorCode.HOME_MISMATCH, MediakeepException::code);
  }

  @Test
  void damaged_manifests_stop_no_start_and_stay() throws Exception {
    MediakeepConfig config = HomeTemplate.in(folder, clock);
    Path jobs = folder.resolve(".video-jobs");
    Files.writeString(jobs.resolve("01957000-0000-7000-8000-000000000001.json"), "{\"format\": ");
    Files.writeString(jobs.resolve("notes.txt"), "mine");
    Files.delete(jobs.resolve(".followed"));
    try (Mediakeep keep = Mediakeep.open(config)) {
      assertThat(keep.startReport().orElseThrow().count(ReconcileReport.Kind.UNREADABLE))
          .isEqualTo(2);
      assertThat(keep.reconcile().count(ReconcileReport.Kind.UNREADABLE)).isEqualTo(2);
    }
    assertThat(jobs.resolve("notes.txt")).hasContent("mine");
    assertThat(jobs.resolve("01957000-0000-7000-8000-000000000001.json"))
        .hasContent("{\"format\": ");
  }

  @Test
  void the_folder_and_what_is_in_it_are_the_owners_only() throws Exception {
    MediakeepConfig config = HomeTemplate.in(folder, clock);
    try (Mediakeep keep = Mediakeep.open(config)) {
      keep.jobs().putLane(LaneRule.ofDefaults(SampleJobs.LANE));
      keep.jobs().enqueue(REQUEST, Optional.empty());
    }
    Path jobs = folder.resolve(".video-jobs");
    assertThat(modeOf(jobs)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(jobs)) {
      assertThat(files.toList()).hasSize(3).allMatch(file -> modeOf(file).equals("rw-------"));
    }
  }

  private static String modeOf(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Job> claim(Mediakeep keep) {
    return keep.jobs().claim(SampleJobs.WORKER, Set.of(SampleJobs.LANE), 5);
  }

  private static List<JobEntry> lines(Mediakeep keep, long after) {
    return keep.jobs().listEntries(new EntryQuery(Optional.empty(), after, 100));
  }

  private Path copyOfDatabase() throws IOException {
    return Files.copy(
        folder.resolve(".data/app.db"),
        folder.resolve("copy.db"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void putBack(Path copy) throws IOException {
    Files.copy(copy, folder.resolve(".data/app.db"), StandardCopyOption.REPLACE_EXISTING);
  }
}
