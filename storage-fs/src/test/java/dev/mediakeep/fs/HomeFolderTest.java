package dev.mediakeep.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.fs.FaultyDisk.Step;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.StagedBlob;
import dev.mediakeep.testkit.SampleBytes;
import dev.mediakeep.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeFolderTest {
  private static final InstanceId INSTANCE = new InstanceId(new UUID(1, 1));
  private static final InstanceId OTHER = new InstanceId(new UUID(2, 2));
  private static final List<String> FOLDERS =
      List.of(".data", ".media-storage", ".video-jobs", "backups");

  @TempDir private Path parent;
  private Path root;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00Z"));

  @BeforeEach
  void nameHome() {
    root = parent.resolve("backend");
  }

  @Test
  void a_fresh_home_gets_its_folders() throws IOException {
    try (HomeFolder home = open()) {
      assertThat(home.databaseFile()).isEqualTo(root.resolve(".data/app.db")).doesNotExist();
      for (String folder : FOLDERS) {
        assertThat(modeOf(root.resolve(folder))).as(folder).isEqualTo("rwx------");
      }
    }
    assertThat(modeOf(root)).isEqualTo("rwx------");
  }

  @Test
  void adopting_marks_each_folder() throws IOException {
    startFirst(INSTANCE);
    for (String folder : FOLDERS) {
      Path marker = root.resolve(folder).resolve(".mediakeep");
      assertThat(marker).content().contains("instance=" + INSTANCE + "\n");
      assertThat(modeOf(marker)).isEqualTo("rw-------");
    }
    assertThat(Trees.filesIn(root)).noneMatch(name -> name.endsWith(".new"));
  }

  @Test
  void a_home_binds_again_to_its_own_instance() {
    startFirst(INSTANCE);
    try (HomeFolder home = open()) {
      home.bind(INSTANCE);
      assertThatCode(() -> home.blobs().forEach(blob -> {})).doesNotThrowAnyException();
    }
  }

  @Test
  void adopting_again_changes_nothing() throws IOException {
    startFirst(INSTANCE);
    List<String> before = Trees.namesIn(root);
    try (HomeFolder home = open()) {
      home.adopt(INSTANCE);
    }
    assertThat(Trees.namesIn(root)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {".data", ".media-storage", ".video-jobs", "backups"})
  void a_folder_without_marker_is_refused(String folder) throws IOException {
    startFirst(INSTANCE);
    Files.delete(root.resolve(folder).resolve(".mediakeep"));
    List<String> before = Trees.namesIn(root);
    try (HomeFolder home = open()) {
      assertRefused(
          ErrorCode.HOME_MISMATCH, root.resolve(folder).toString(), () -> home.bind(INSTANCE));
      assertThatIllegalStateException().isThrownBy(home::blobs);
    }
    assertThat(Trees.namesIn(root)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {".data", ".media-storage", ".video-jobs", "backups"})
  void a_foreign_folder_is_refused(String folder) throws IOException {
    startFirst(INSTANCE);
    Path marker = root.resolve(folder).resolve(".mediakeep");
    Files.writeString(marker, "instance=" + OTHER + "\n");
    try (HomeFolder home = open()) {
      assertRefused(ErrorCode.HOME_MISMATCH, OTHER.toString(), () -> home.bind(INSTANCE));
      assertRefused(ErrorCode.HOME_MISMATCH, OTHER.toString(), () -> home.adopt(INSTANCE));
    }
    assertThat(marker).hasContent("instance=" + OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "instance=", "instance=abc\n", "garbage\0\n"})
  void a_marker_that_names_nobody_is_refused(String text) throws IOException {
    startFirst(INSTANCE);
    Files.writeString(root.resolve("backups/.mediakeep"), text);
    try (HomeFolder home = open()) {
      assertRefused(ErrorCode.HOME_MISMATCH, "backups", () -> home.bind(INSTANCE));
      assertRefused(ErrorCode.HOME_MISMATCH, "backups", () -> home.adopt(INSTANCE));
    }
  }

  @Test
  void the_hint_tells_how_to_mark_an_empty_folder() throws IOException {
    startFirst(INSTANCE);
    Path marker = root.resolve("backups/.mediakeep");
    Files.delete(marker);
    try (HomeFolder home = open()) {
      assertThatThrownBy(() -> home.bind(INSTANCE))
          .isInstanceOfSatisfying(
              MediakeepException.class,
              e -> assertThat(e.hint()).contains(".mediakeep", "instance=" + INSTANCE));
      Files.writeString(marker, "instance=" + INSTANCE);
      home.bind(INSTANCE);
    }
  }

  @Test
  void a_missing_folder_beside_a_database_is_not_made_up() throws IOException {
    startFirst(INSTANCE);
    Trees.delete(root.resolve(".media-storage"));
    try (HomeFolder home = open()) {
      assertRefused(ErrorCode.HOME_MISMATCH, ".media-storage", () -> home.bind(INSTANCE));
    }
    assertThat(root.resolve(".media-storage")).doesNotExist();
  }

  @Test
  void a_missing_database_beside_marked_folders_is_refused() throws IOException {
    startFirst(INSTANCE);
    Files.delete(root.resolve(".data/app.db"));
    assertStartsNot(".data");
    Files.createFile(root.resolve(".data/app.db"));
    assertStartsNot("app.db");
    Trees.delete(root.resolve(".data"));
    assertStartsNot(".media-storage");
    assertThat(root.resolve(".data")).doesNotExist();
  }

  @Test
  void a_missing_database_beside_media_is_refused() throws IOException {
    String hash = SampleBytes.hashOf(new byte[0]).hex();
    Path leaf =
        Files.createDirectories(
            root.resolve(
                ".media-storage/videos/" + hash.substring(0, 2) + "/" + hash.substring(2, 4)));
    Path blob = Files.createFile(leaf.resolve(hash + ".mp4"));
    assertStartsNot(".media-storage");
    Files.delete(blob);
    open().close();
  }

  @Test
  void media_without_a_marker_is_not_adopted() throws IOException {
    startFirst(INSTANCE);
    keepOne();
    Files.delete(root.resolve(".media-storage/.mediakeep"));
    try (HomeFolder home = open()) {
      assertRefused(ErrorCode.HOME_MISMATCH, ".media-storage", () -> home.adopt(INSTANCE));
    }
    assertThat(root.resolve(".media-storage/.mediakeep")).doesNotExist();
  }

  @Test
  void a_first_start_cut_off_anywhere_starts_next_time() throws IOException {
    int cut = 0;
    boolean whole = false;
    while (!whole) {
      Trees.delete(root);
      whole = firstStartOver(new DyingDisk(cut));
      if (!whole) {
        startFirst(INSTANCE);
        try (HomeFolder home = open()) {
          home.bind(INSTANCE);
        }
      }
      cut++;
    }
    assertThat(cut).isGreaterThan(20);
  }

  private boolean firstStartOver(Disk disk) throws IOException {
    try (HomeFolder home = HomeFolder.open(HomeConfig.ofHome(root), clock, disk)) {
      Trees.makeDatabase(home);
      home.adopt(INSTANCE);
      return true;
    } catch (MediakeepException e) {
      return false;
    }
  }

  @Test
  void folders_can_be_placed_anywhere() throws IOException {
    HomeConfig config =
        HomeConfig.builder(root)
            .dataFolder(parent.resolve("a/data"))
            .mediaFolder(parent.resolve("b/media"))
            .jobFolder(parent.resolve("c/jobs"))
            .backupFolder(parent.resolve("d/backups"))
            .build();
    try (HomeFolder home = HomeFolder.open(config, clock)) {
      Trees.makeDatabase(home);
      home.adopt(INSTANCE);
    }
    assertThat(root).doesNotExist();
    assertThat(parent.resolve("b/media/.mediakeep")).exists();
    assertThat(parent.resolve("a/data/mediakeep.lock")).exists();
  }

  @Test
  void a_folder_may_be_a_link() throws IOException {
    Path big = Files.createDirectory(parent.resolve("big-disk"));
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve(".media-storage"), big);
    startFirst(INSTANCE);
    assertThat(keepOne()).isNotNull();
    assertThat(big.resolve(".mediakeep")).exists();
    assertThat(Trees.filesIn(big)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {".data", ".media-storage", ".video-jobs", "backups"})
  void a_file_in_the_place_of_a_folder_is_refused(String folder) throws IOException {
    Files.createDirectories(root);
    Files.createFile(root.resolve(folder));
    assertRefused(ErrorCode.HOME_NOT_WRITABLE, root.resolve(folder).toString(), this::open);
    assertThat(Trees.namesIn(root)).containsExactly(folder);
    assertThat(Trees.openFilesUnder(root)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {".data", ".media-storage", ".video-jobs", "backups"})
  void a_folder_of_another_user_is_refused(String folder) throws IOException {
    Path locked = Files.createDirectories(root.resolve(folder));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(locked), "this user may write everywhere");
    assertRefused(ErrorCode.HOME_NOT_WRITABLE, locked.toString(), this::open);
    assertRefused(ErrorCode.HOME_NOT_WRITABLE, System.getProperty("user.name"), this::open);
  }

  @Test
  void a_folder_that_cannot_be_created_is_refused() {
    FaultyDisk disk = new FaultyDisk();
    disk.fail(Step.CREATE_FOLDER, new AccessDeniedException("permission denied"));
    assertRefused(
        ErrorCode.HOME_NOT_WRITABLE,
        root.resolve(".data").toString(),
        () -> HomeFolder.open(HomeConfig.ofHome(root), clock, disk));
  }

  @Test
  void blobs_wait_for_the_markers() {
    try (HomeFolder home = open()) {
      assertThatIllegalStateException().isThrownBy(home::blobs);
      home.adopt(INSTANCE);
      assertThat(home.blobs()).isNotNull();
      assertThatIllegalStateException().isThrownBy(() -> home.adopt(INSTANCE));
    }
  }

  @Test
  void a_closed_home_refuses_everything() {
    HomeFolder home = open();
    home.adopt(INSTANCE);
    BlobStore blobs = home.blobs();
    home.close();
    home.close();
    assertRefused(ErrorCode.STORE_CLOSED, "closed", home::blobs);
    assertRefused(ErrorCode.STORE_CLOSED, "closed", () -> home.bind(INSTANCE));
    assertRefused(ErrorCode.STORE_CLOSED, "closed", () -> home.adopt(INSTANCE));
    assertRefused(ErrorCode.STORE_CLOSED, "closed", () -> blobs.forEach(blob -> {}));
  }

  @Test
  void a_second_look_reads_beside_the_holder() throws IOException {
    startFirst(INSTANCE);
    BlobKey key = keepOne();
    try (HomeFolder holder = open();
        HomeFolder look = HomeFolder.openReadOnly(HomeConfig.ofHome(root))) {
      holder.bind(INSTANCE);
      look.bind(INSTANCE);
      BlobStore blobs = look.blobs();
      assertThat(blobs.open(key)).get().satisfies(channel -> channel.close());
      assertUnsupported(() -> blobs.stage(SampleBytes.source(new byte[1])));
      assertUnsupported(() -> blobs.remove(key));
      assertUnsupported(() -> blobs.sweepStaged(Instant.EPOCH));
      assertUnsupported(() -> look.adopt(INSTANCE));
      assertThat(blobs.open(key)).get().satisfies(channel -> channel.close());
    }
  }

  @Test
  void a_second_look_does_not_release_the_holder() {
    startFirst(INSTANCE);
    try (HomeFolder holder = open()) {
      holder.bind(INSTANCE);
      HomeFolder.openReadOnly(HomeConfig.ofHome(root)).close();
      assertRefused(ErrorCode.HOME_IN_USE, root.toString(), this::open);
    }
  }

  @Test
  void a_look_at_nothing_is_refused_and_creates_nothing() {
    assertRefused(
        ErrorCode.STORE_UNAVAILABLE,
        root.toString(),
        () -> HomeFolder.openReadOnly(HomeConfig.ofHome(root)));
    assertThat(root).doesNotExist();
  }

  private static void assertUnsupported(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(UnsupportedOperationException.class);
  }

  private void assertStartsNot(String named) throws IOException {
    List<String> before = Trees.namesIn(root);
    assertRefused(ErrorCode.HOME_MISMATCH, named, this::open);
    assertThat(Trees.namesIn(root)).isEqualTo(before);
  }

  private static void assertRefused(ErrorCode code, String named, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(MediakeepException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(named);
  }

  private HomeFolder open() {
    return HomeFolder.open(HomeConfig.ofHome(root), clock);
  }

  /** Starts as an app does that has made a database in which no media are. */
  private void startFirst(InstanceId instance) {
    try (HomeFolder home = open()) {
      Trees.makeDatabase(home);
      home.adopt(instance);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BlobKey keepOne() {
    try (HomeFolder home = open()) {
      home.bind(INSTANCE);
      try (StagedBlob staged = home.blobs().stage(SampleBytes.source(SampleBytes.of(100)))) {
        staged.publish(MediaFormat.PNG);
        return new BlobKey(staged.hash(), MediaFormat.PNG);
      }
    }
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
