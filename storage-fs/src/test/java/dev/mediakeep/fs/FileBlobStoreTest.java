package dev.mediakeep.fs;

import static dev.mediakeep.format.MediaFormat.PNG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.fs.FaultyDisk.Step;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore.StoredBlob;
import dev.mediakeep.media.Sha256;
import dev.mediakeep.media.StagedBlob;
import dev.mediakeep.testkit.SampleBytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileBlobStoreTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final BlobKey ABC_KEY = new BlobKey(new Sha256(ABC), PNG);
  private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

  @TempDir private Path folder;
  private final FaultyDisk disk = new FaultyDisk();
  private FileBlobStore store;

  @BeforeEach
  void open() throws IOException {
    store = FileBlobStore.open(folder, disk, Trees.gauge(folder));
    disk.takeSteps();
  }

  @Test
  void a_blob_lies_under_its_kind_and_its_hash() throws IOException {
    keepAbc(MediaFormat.PNG);
    keepAbc(MediaFormat.MP4);
    assertThat(Trees.filesIn(folder))
        .containsExactly("images/ba/78/" + ABC + ".png", "videos/ba/78/" + ABC + ".mp4");
    assertThat(folder.resolve("images/ba/78/" + ABC + ".png"))
        .hasBinaryContent("abc".getBytes(UTF_8));
  }

  @Test
  void the_bytes_are_forced_before_they_get_their_name() {
    keepAbc(PNG);
    assertThat(disk.takeSteps()).element(0).asString().startsWith("CREATE_FILE ");
    keepAbc(MediaFormat.GIF);
    assertThat(disk.takeSteps().stream().skip(1))
        .containsExactly("FORCE file", "MOVE " + ABC + ".gif", "FORCE_FOLDER 78");
  }

  @Test
  void new_folders_are_forced_from_the_bottom_up() {
    keepAbc(PNG);
    assertThat(disk.takeSteps().stream().skip(1))
        .containsExactly(
            "CREATE_FOLDER ba",
            "CREATE_FOLDER 78",
            "FORCE file",
            "MOVE " + ABC + ".png",
            "FORCE_FOLDER 78",
            "FORCE_FOLDER ba",
            "FORCE_FOLDER images");
  }

  @Test
  void a_known_upper_folder_spares_its_leaves() throws IOException {
    Files.createDirectories(folder.resolve("images/ba/79"));
    keepAbc(PNG);
    disk.takeSteps();
    BlobFolders folders = new BlobFolders(folder, disk);
    BlobKey inOldLeaf = new BlobKey(new Sha256("ba79" + ABC.substring(4)), PNG);
    folders.prepare(ABC_KEY);
    folders.force(ABC_KEY);
    disk.takeSteps();
    folders.prepare(inOldLeaf);
    folders.force(inOldLeaf);
    assertThat(disk.takeSteps()).containsExactly("FORCE_FOLDER 79");
    BlobKey inNewLeaf = new BlobKey(new Sha256("ba80" + ABC.substring(4)), PNG);
    folders.prepare(inNewLeaf);
    folders.force(inNewLeaf);
    assertThat(disk.takeSteps())
        .containsExactly("CREATE_FOLDER 80", "FORCE_FOLDER 80", "FORCE_FOLDER ba");
  }

  @Test
  void folders_that_somebody_tidied_up_come_back() throws IOException {
    keepAbc(PNG);
    store.remove(ABC_KEY);
    Files.delete(folder.resolve("images/ba/78"));
    Files.delete(folder.resolve("images/ba"));
    disk.takeSteps();
    keepAbc(PNG);
    assertThat(store.open(ABC_KEY)).get().satisfies(channel -> channel.close());
    assertThat(disk.takeSteps()).contains("FORCE_FOLDER images");
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"CREATE_FOLDER", "FORCE", "MOVE"})
  void a_failed_step_before_the_name_leaves_nothing(Step step) throws IOException {
    disk.fail(step, new IOException("Input/output error"));
    assertFails(ErrorCode.STORE_UNAVAILABLE, () -> keepAbc(PNG));
    assertThat(Trees.filesIn(folder)).isEmpty();
    assertThat(Trees.openFilesUnder(folder)).isZero();
    disk.repair();
    keepAbc(PNG);
    assertThat(Trees.filesIn(folder)).hasSize(1);
  }

  @Test
  void a_file_that_was_not_forced_is_never_kept() {
    StagedBlob staged = store.stage(SampleBytes.source("abc".getBytes(UTF_8)));
    disk.fail(Step.FORCE, new IOException("Input/output error"));
    assertFails(ErrorCode.STORE_UNAVAILABLE, () -> staged.publish(PNG));
    disk.repair();
    assertThatIllegalStateException().isThrownBy(() -> staged.publish(PNG));
    staged.close();
    assertThat(store.open(ABC_KEY)).isEmpty();
  }

  @Test
  void a_folder_that_was_not_forced_is_forced_next_time() {
    disk.fail(Step.FORCE_FOLDER, new IOException("Input/output error"));
    assertFails(ErrorCode.STORE_UNAVAILABLE, () -> keepAbc(PNG));
    disk.repair();
    disk.takeSteps();
    keepAbc(PNG);
    assertThat(disk.takeSteps())
        .contains("FORCE_FOLDER 78", "FORCE_FOLDER ba", "FORCE_FOLDER images");
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"CREATE_FILE", "CREATE_FOLDER", "FORCE", "MOVE", "FORCE_FOLDER"})
  void a_full_disk_has_its_own_code(Step step) throws IOException {
    disk.fail(step, new IOException("No space left on device"));
    assertFails(ErrorCode.DISK_FULL, () -> keepAbc(PNG));
    assertThat(Trees.filesIn(folder.resolve("incoming"))).isEmpty();
  }

  @Test
  void a_discard_that_fails_is_left_to_a_sweep() throws IOException {
    StagedBlob staged = store.stage(SampleBytes.source(SampleBytes.of(10)));
    disk.fail(Step.DELETE, new IOException("Input/output error"));
    staged.close();
    assertThat(Trees.openFilesUnder(folder)).isZero();
    disk.repair();
    assertThat(store.sweepStaged(LATER)).isEqualTo(1);
  }

  @Test
  void files_and_folders_are_for_their_owner_only() throws IOException {
    keepAbc(PNG);
    try (StagedBlob staged = store.stage(SampleBytes.source(SampleBytes.of(10)))) {
      assertThat(staged.sizeBytes()).isEqualTo(10);
      for (String name : Trees.namesIn(folder)) {
        Path entry = folder.resolve(name);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)))
            .as(name)
            .isEqualTo(Files.isDirectory(entry) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void foreign_and_torn_names_are_left_out_and_alone() throws IOException {
    keepAbc(PNG);
    Path leaf = folder.resolve("images/ba/78");
    List<String> foreign =
        List.of(
            "images/ba/78/" + ABC,
            "images/ba/78/" + ABC + ".mp4",
            "images/ba/78/" + ABC + ".PNG",
            "images/ba/78/" + ABC + ".png.bak",
            "images/ba/78/" + ABC.substring(1) + ".png",
            "images/ba/78/." + ABC + ".png",
            "images/ba/78/" + ABC.replace("ba78", "ba79") + ".png",
            "images/ba/" + ABC + ".png",
            "images/" + ABC + ".png",
            "incoming/notes.txt",
            "notes.txt");
    for (String name : foreign) {
      Files.writeString(folder.resolve(name), "foreign");
    }
    Files.createDirectories(leaf.resolve(ABC.replace("15ad", "15ae") + ".png"));
    Files.createDirectories(folder.resolve("images/zz/78"));
    assertThat(listed()).extracting(StoredBlob::key).containsExactly(ABC_KEY);
    assertThat(store.sweepStaged(LATER)).isZero();
    assertThat(Trees.filesIn(folder)).containsAll(foreign);
  }

  @Test
  void links_are_not_followed() throws IOException {
    keepAbc(PNG);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path secret = Files.writeString(elsewhere.resolve(ABC + ".png"), "secret");
    Path leaf = folder.resolve("images/ba/78");
    Files.delete(leaf.resolve(ABC + ".png"));
    Files.createSymbolicLink(leaf.resolve(ABC + ".png"), secret);
    assertThat(store.open(ABC_KEY)).isEmpty();
    assertThat(listed()).isEmpty();
    Files.delete(leaf.resolve(ABC + ".png"));
    Files.delete(leaf);
    Files.createSymbolicLink(leaf, elsewhere);
    assertThat(store.open(ABC_KEY)).isEmpty();
    assertThat(store.remove(ABC_KEY)).isFalse();
    assertThat(listed()).isEmpty();
    assertThat(secret).hasContent("secret");
  }

  @Test
  void a_link_in_the_place_of_a_folder_is_not_written_through() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("images/ba"), elsewhere);
    assertFails(ErrorCode.STORE_UNAVAILABLE, () -> keepAbc(PNG));
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_name_left_behind_by_another_process_is_no_obstacle() throws IOException {
    String own = ProcessHandle.current().pid() + "-0.part";
    Files.writeString(folder.resolve("incoming").resolve(own), "left behind");
    keepAbc(PNG);
    assertThat(folder.resolve("incoming").resolve(own)).hasContent("left behind");
  }

  @Test
  void a_sweep_goes_by_the_time_of_the_last_write() throws IOException {
    Instant time = Instant.parse("2026-05-01T12:00:00Z");
    Path part = Files.writeString(folder.resolve("incoming/1-1.part"), "left behind");
    Files.setLastModifiedTime(part, FileTime.from(time));
    assertThat(store.sweepStaged(time)).isZero();
    assertThat(store.sweepStaged(time.plusMillis(1))).isEqualTo(1);
  }

  @Test
  void a_disk_that_has_gone_is_not_an_empty_store() throws IOException {
    keepAbc(PNG);
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    Files.createDirectory(folder);
    try {
      assertFails(ErrorCode.STORE_UNAVAILABLE, () -> keepAbc(PNG));
      assertFails(ErrorCode.STORE_UNAVAILABLE, () -> store.open(ABC_KEY));
      assertFails(ErrorCode.STORE_UNAVAILABLE, () -> store.remove(ABC_KEY));
      assertFails(ErrorCode.STORE_UNAVAILABLE, this::listed);
      assertFails(ErrorCode.STORE_UNAVAILABLE, () -> store.sweepStaged(LATER));
      assertThat(folder).isEmptyDirectory();
    } finally {
      Files.delete(folder);
      Files.move(away, folder);
    }
    assertThat(listed()).hasSize(1);
  }

  @Test
  void a_disk_that_goes_during_an_upload_is_not_written_beside() throws IOException {
    try (StagedBlob staged = store.stage(SampleBytes.source("abc".getBytes(UTF_8)))) {
      Files.delete(folder.resolve("images"));
      assertFails(ErrorCode.STORE_UNAVAILABLE, () -> staged.publish(PNG));
    }
    assertThat(folder.resolve("images")).doesNotExist();
  }

  @Test
  void an_interrupted_upload_leaves_nothing() throws IOException {
    InputStream source =
        new FilterInputStream(SampleBytes.source(SampleBytes.of(500_000))) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            Thread.currentThread().interrupt();
            return super.read(target, offset, length);
          }
        };
    assertFails(ErrorCode.STORE_UNAVAILABLE, () -> store.stage(source));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Trees.filesIn(folder)).isEmpty();
    assertThat(Trees.openFilesUnder(folder)).isZero();
  }

  @Test
  void closing_waits_for_what_is_being_published() throws Exception {
    CountDownLatch forcing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    disk.before(
        Step.FORCE,
        () -> {
          forcing.countDown();
          await(goOn);
        });
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread publisher = Thread.ofPlatform().unstarted(() -> keepAbc(PNG));
    publisher.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    publisher.start();
    await(forcing);
    Thread closer = Thread.ofPlatform().start(store::close);
    while (closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    publisher.join();
    closer.join();
    assertThat(failure.get()).isNull();
    assertThat(Trees.filesIn(folder)).containsExactly("images/ba/78/" + ABC + ".png");
    assertFails(ErrorCode.STORE_CLOSED, () -> store.open(ABC_KEY));
  }

  @Test
  void closing_ends_an_upload_whose_source_goes_on() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            store.close();
            return length;
          }
        };
    assertFails(ErrorCode.STORE_CLOSED, () -> store.stage(endless));
    assertThat(Trees.filesIn(folder)).isEmpty();
  }

  private static void await(CountDownLatch signal) {
    try {
      assertThat(signal.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void messages_name_no_path() {
    disk.fail(Step.FORCE, new IOException("Input/output error: " + folder));
    assertThatThrownBy(() -> keepAbc(PNG)).hasMessage("keeping an upload failed");
  }

  private void keepAbc(MediaFormat format) {
    try (StagedBlob staged = store.stage(SampleBytes.source("abc".getBytes(UTF_8)))) {
      staged.publish(format);
    }
  }

  private List<StoredBlob> listed() {
    List<StoredBlob> found = new ArrayList<>();
    store.forEach(found::add);
    return found;
  }

  private static void assertFails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            MediakeepException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
