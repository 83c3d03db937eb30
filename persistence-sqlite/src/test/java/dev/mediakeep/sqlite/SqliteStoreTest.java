package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.schema.Migration;
import dev.mediakeep.testkit.SampleJobs;
import dev.mediakeep.testkit.SampleMedia;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SqliteStoreTest {
  private final SampleMedia samples = new SampleMedia(4);
  @TempDir private Path folder;

  @Test
  void a_new_database_is_made_and_found_again() {
    Path file = folder.resolve("app.db");
    Media media = samples.nextImage();
    String identity;
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      store.media().add(media);
      store.media().ping();
      identity = store.instanceId().toString();
      assertThat(store.schema().list()).isNotEmpty().allMatch(step -> step.appliedAt().isPresent());
    }
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      assertThat(store.media().find(media.id())).contains(media);
      assertThat(store.instanceId()).hasToString(identity);
      assertThat(store.schema().list()).extracting(Migration::id).contains("0003-create-media");
    }
    assertThat(folder).isDirectoryNotContaining("glob:**-{wal,shm,journal}");
  }

  @Test
  void the_database_says_what_it_is() throws Exception {
    SqliteStore.open(TestDatabase.in(folder)).close();
    assertThat(pragma("application_id")).isEqualTo("1296778576");
    assertThat(pragma("auto_vacuum")).as("incremental").isEqualTo("2");
    assertThat(pragma("journal_mode")).isEqualTo("wal");
  }

  @Test
  void nothing_works_after_the_end_and_closing_twice_does() {
    SqliteStore store = SqliteStore.open(TestDatabase.in(folder));
    Media media = samples.nextImage();
    store.close();
    store.close();
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, () -> store.media().add(media));
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, () -> store.media().find(media.id()));
    Refusals.assertRefused(
        ErrorCode.STORE_CLOSED, () -> store.media().list(MediaQuery.ofDefaults()));
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, store.media()::ping);
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, () -> store.schema().list());
  }

  @Test
  void no_job_is_answered_for_after_the_end() {
    SqliteStore store = SqliteStore.open(TestDatabase.in(folder));
    JobMachine machine = new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1));
    JobStore jobs = store.jobs(machine);
    Set<Lane> lanes = Set.of(SampleJobs.LANE);
    Instant now = SampleJobs.START;
    jobs.putLane(new LaneRule(SampleJobs.LANE, 10, 10));
    assertThat(jobs.listLanes()).as("what is in memory now").hasSize(1);
    store.close();
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, jobs::listLanes);
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, () -> jobs.nextDueAfter(now, lanes));
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, () -> jobs.endOverdue(now, 1));
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, () -> jobs.purgeFinishedBefore(now, now, 1));
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, () -> jobs.listRuns(SampleJobs.LANE));
    Refusals.assertRefused(ErrorCode.STORE_CLOSED, jobs::lastEntry);
  }

  @Test
  void only_the_owner_may_read_the_files() throws Exception {
    SqliteConfig config = TestDatabase.in(folder);
    Path file = config.databaseFile();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    try (SqliteStore store = SqliteStore.open(config)) {
      store.media().add(samples.nextImage());
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        Path beside = folder.resolve("app.db" + suffix);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(beside)))
            .as(beside.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void the_log_is_emptied_when_nobody_writes() throws Exception {
    SqliteConfig config = TestDatabase.builder(folder).idleAfter(Duration.ofMillis(1)).build();
    Path log = folder.resolve("app.db-wal");
    try (SqliteStore store = SqliteStore.open(config)) {
      store.media().add(samples.nextImage());
      while (Files.size(log) > 0) {
        Thread.onSpinWait();
      }
      store.media().ping();
      assertThat(Files.size(log)).as("asking writes nothing").isZero();
    }
  }

  @Test
  void a_file_that_is_no_database_stays_as_it_is() throws Exception {
    Path file = folder.resolve("app.db");
    byte[] bytes = "this is not a database, but somebody's diary".getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    Refusals.assertRefused(
            ErrorCode.STORE_DAMAGED, () -> SqliteStore.open(TestDatabase.config(file).build()))
        .withMessageContaining(file.toString());
    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void a_malformed_database_stays_as_it_is() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(100);
      bytes.write(new byte[3_996]);
    }
    byte[] before = Files.readAllBytes(file);
    Refusals.assertRefused(
            ErrorCode.STORE_DAMAGED, () -> SqliteStore.open(TestDatabase.config(file).build()))
        .withMessageContaining(file.toString());
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void a_database_of_another_program_stays_as_it_is() throws Exception {
    Path file = folder.resolve("app.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.createStatement().execute("CREATE TABLE bookmark (url TEXT)");
    }
    byte[] before = Files.readAllBytes(file);
    Refusals.assertRefused(
            ErrorCode.HOME_MISMATCH, () -> SqliteStore.open(TestDatabase.config(file).build()))
        .withMessageContaining(file.toString());
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void a_folder_that_is_missing_is_named() {
    Path file = folder.resolve("gone").resolve("app.db");
    Refusals.assertRefused(
            ErrorCode.STORE_UNAVAILABLE, () -> SqliteStore.open(TestDatabase.config(file).build()))
        .withMessageContaining(file.toString());
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void a_folder_that_cannot_be_written_is_named() throws Exception {
    Path readOnly = Files.createDirectory(folder.resolve("read-only"));
    Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeThat(Files.isWritable(readOnly)).as("root may write anywhere").isFalse();
    Path file = readOnly.resolve("app.db");
    Refusals.assertRefused(
            ErrorCode.HOME_NOT_WRITABLE, () -> SqliteStore.open(TestDatabase.config(file).build()))
        .withMessageContaining(file.toString());
  }

  @Test
  void a_lock_of_another_process_is_told_as_busy() throws Exception {
    SqliteConfig config = TestDatabase.builder(folder).busyTimeout(Duration.ofMillis(20)).build();
    try (SqliteStore store = SqliteStore.open(config);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + config.databaseFile())) {
      other.createStatement().execute("BEGIN IMMEDIATE");
      Refusals.assertRefused(ErrorCode.STORE_BUSY, () -> store.media().add(samples.nextImage()));
      Refusals.assertRefused(ErrorCode.STORE_BUSY, store.media()::ping);
      assertThatCode(() -> store.media().totals()).doesNotThrowAnyException();
      other.createStatement().execute("ROLLBACK");
      store.media().add(samples.nextImage());
      assertThat(store.media().totals().items()).isEqualTo(1);
    }
  }

  @Test
  void a_row_that_no_item_can_be_is_told_as_damage() throws Exception {
    SqliteConfig config = TestDatabase.in(folder);
    Media media = samples.nextImage();
    try (SqliteStore store = SqliteStore.open(config);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + config.databaseFile())) {
      store.media().add(media);
      other.createStatement().execute("UPDATE media SET owner = char(7)");
      Refusals.assertRefused(
              ErrorCode.STORE_DAMAGED, () -> store.media().list(MediaQuery.ofDefaults()))
          .withMessageContaining(media.id().toString());
    }
  }

  @Test
  void its_threads_end_with_it() {
    SqliteStore store = SqliteStore.open(TestDatabase.in(folder));
    String name = "mediakeep-" + store.instanceId();
    store.media().add(samples.nextImage());
    assertThat(threads(name)).isNotEmpty();
    store.close();
    while (!threads(name).isEmpty()) { // the pool lets its last ones go by themselves
      Thread.onSpinWait();
    }
  }

  @Test
  void two_stores_in_one_process_do_not_know_each_other() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Media media = samples.nextImage();
    try (SqliteStore second = SqliteStore.open(TestDatabase.in(other))) {
      try (SqliteStore first = SqliteStore.open(TestDatabase.in(folder))) {
        first.media().add(media);
        assertThat(second.media().find(media.id())).isEmpty();
      }
      second.media().add(media);
      assertThat(second.media().find(media.id())).contains(media);
    }
  }

  @Test
  void whoever_reads_or_writes_while_it_closes_gets_an_answer() throws Exception {
    SqliteStore store = SqliteStore.open(TestDatabase.in(folder));
    CountDownLatch busy = new CountDownLatch(8);
    List<Future<Integer>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < 8; caller++) {
        SampleMedia own = new SampleMedia(100 + caller);
        callers.add(threads.submit(() -> addAndListUntilClosed(store, own, busy)));
      }
      busy.await();
      store.close();
    }
    int acknowledged = 0;
    for (Future<Integer> caller : callers) {
      acknowledged += caller.get();
    }
    SqliteConfig config = TestDatabase.config(folder.resolve("app.db")).build();
    try (SqliteStore again = SqliteStore.open(config)) {
      assertThat(again.media().totals().items()).isEqualTo(acknowledged);
    }
  }

  private static int addAndListUntilClosed(
      SqliteStore store, SampleMedia samples, CountDownLatch busy) {
    int added = 0;
    try {
      while (true) {
        store.media().add(samples.nextImage());
        added++;
        busy.countDown();
        assertThat(store.media().list(MediaQuery.ofDefaults()).items()).isNotEmpty();
      }
    } catch (MediakeepException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.STORE_CLOSED);
      return added;
    }
  }

  private static List<String> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(thread -> thread.startsWith(name))
        .toList();
  }

  private String pragma(String name) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
        var row = connection.createStatement().executeQuery("PRAGMA " + name)) {
      return row.getString(1);
    }
  }
}
