package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog.Purge;
import dev.mediakeep.testkit.SampleJobs;
import dev.mediakeep.testkit.SampleMedia;
import dev.mediakeep.testkit.SettableClock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fills a file system of a few megabytes, which only root may mount. */
@Tag("slow")
@Timeout(120)
final class DiskFullTest {
  private static final int CALLERS = 16;
  private static final int ITEMS = 1_000;
  private static final Logger QUIET = Logger.getLogger(WriteAheadLog.class.getName());

  @TempDir private Path folder;
  private boolean mounted;

  @BeforeEach
  void quiet() {
    QUIET.setLevel(Level.OFF);
  }

  private void mount(String size) throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    assumeThat(mounted).as("a small file system can be mounted").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    assertThat(!mounted || run("umount", folder.toString())).isTrue();
  }

  @Test
  void a_full_disk_loses_nothing_that_was_acknowledged() throws Exception {
    mount("6m");
    SqliteConfig config = TestDatabase.in(folder);
    List<Media> acknowledged = Collections.synchronizedList(new ArrayList<>());
    try (SqliteStore store = SqliteStore.open(config)) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < CALLERS; caller++) {
          SampleMedia samples = new SampleMedia(caller);
          threads.execute(() -> addUntilFull(store, samples, acknowledged));
        }
      }
      assertThat(acknowledged).allMatch(media -> store.media().find(media.id()).isPresent());
      assertThat(store.media().totals().items()).isEqualTo(acknowledged.size());
    }
    try (SqliteStore store = SqliteStore.open(config)) {
      assertThat(acknowledged).allMatch(media -> store.media().find(media.id()).isPresent());
      assertThat(store.media().totals().items()).isEqualTo(acknowledged.size());
    }
  }

  @Test
  void writing_goes_on_when_there_is_room_again() throws Exception {
    mount("6m");
    Path ballast = folder.resolve("ballast");
    Files.write(ballast, new byte[3_000_000]);
    try (SqliteStore store = SqliteStore.open(TestDatabase.in(folder))) {
      SampleMedia samples = new SampleMedia(1);
      List<Media> acknowledged = new ArrayList<>();
      addUntilFull(store, samples, acknowledged);
      Files.delete(ballast);
      Media media = samples.nextImage();
      store.media().add(media);
      assertThat(store.media().find(media.id())).contains(media);
      assertThat(store.media().totals().items()).isEqualTo(acknowledged.size() + 1);
    }
  }

  @Test
  void deleting_works_on_a_disk_that_others_have_filled() throws Exception {
    mount("64m");
    SampleMedia samples = new SampleMedia(1);
    try (SqliteStore store = SqliteStore.open(TestDatabase.in(folder))) {
      List<Media> kept = add(store, samples);
      Path ballast = fill();
      addUntilFull(store, samples, kept);
      delete(store, kept);
      Files.delete(ballast);
      assertThat(folder.toFile().getUsableSpace()).isGreaterThan(4L * SpaceReserve.BYTES);
      store.media().add(samples.nextImage());
      assertThat(Files.size(folder.resolve("app.db-reserve"))).isEqualTo(SpaceReserve.BYTES);
    }
    assertThat(integrity()).isEqualTo("ok");
  }

  @Test
  void deleting_works_after_a_start_on_a_disk_that_is_full() throws Exception {
    mount("64m");
    SqliteConfig config = TestDatabase.in(folder);
    List<Media> kept;
    try (SqliteStore store = SqliteStore.open(config)) {
      kept = add(store, new SampleMedia(1));
    }
    fill();
    try (SqliteStore store = SqliteStore.open(config)) {
      delete(store, kept);
    }
    assertThat(folder.resolve("app.db-reserve")).doesNotExist();
    assertThat(integrity()).isEqualTo("ok");
  }

  @Test
  void what_a_provider_runs_is_noted_on_a_disk_that_is_full() throws Exception {
    mount("64m");
    SettableClock clock = new SettableClock(SampleJobs.START);
    SampleJobs samples = new SampleJobs(clock, 1);
    try (SqliteStore store = SqliteStore.open(TestDatabase.in(folder))) {
      JobStore jobs = store.jobs(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
      jobs.putLane(LaneRule.ofDefaults(SampleJobs.LANE));
      jobs.enqueue(samples.next());
      Job job = jobs.claim(samples.claim(1)).getFirst();
      long fence = SampleJobs.fence(job);
      jobs.change(job.id(), new JobCommand.Intend(fence), clock.instant());
      fill();
      addUntilFull(store, new SampleMedia(1), new ArrayList<>());
      JobCommand submitted = new JobCommand.Submitted(fence, "op-1", clock.instant());
      assertThat(jobs.change(job.id(), submitted, clock.instant()))
          .isInstanceOf(JobChange.Done.class);
      assertThat(jobs.find(job.id()).orElseThrow().state().operation().orElseThrow().handle())
          .isEqualTo("op-1");
    }
    assertThat(integrity()).isEqualTo("ok");
  }

  private static List<Media> add(SqliteStore store, SampleMedia samples) {
    List<Media> added = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      Media media = samples.nextImage();
      store.media().add(media);
      added.add(media);
    }
    return added;
  }

  /** First all into the trash, which frees nothing. */
  private static void delete(SqliteStore store, List<Media> items) {
    for (Media media : items) {
      assertThat(store.media().replace(trashed(media))).isTrue();
    }
    for (Media media : items) {
      assertThat(store.media().purge(media.id(), Optional.empty()))
          .isInstanceOf(Purge.ItemAndBlob.class);
    }
  }

  /** Lets another program take all the room that is left. */
  private Path fill() throws IOException {
    Path ballast = folder.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] page = new byte[4_096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertThat(Files.getFileStore(folder).getUsableSpace()).as(e.toString()).isZero();
    }
    return ballast;
  }

  private static Media trashed(Media media) {
    return new Media(
        media.id(),
        media.blob(),
        media.details(),
        media.createdAt(),
        2,
        Optional.of(SampleMedia.START));
  }

  private String integrity() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
        var row = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
      return row.getString(1);
    }
  }

  private static void addUntilFull(
      SqliteStore store, SampleMedia samples, List<Media> acknowledged) {
    try {
      while (true) {
        Media media = samples.nextImage();
        store.media().add(media);
        acknowledged.add(media);
      }
    } catch (MediakeepException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
