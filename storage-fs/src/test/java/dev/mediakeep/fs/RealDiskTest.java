package dev.mediakeep.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.StagedBlob;
import dev.mediakeep.testkit.SampleBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real disk, a real umask or a real user shows. */
class RealDiskTest {
  private static final String OTHER_USER = "65534";

  @TempDir private Path folder;
  private boolean mounted;

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", folder.toString())).isTrue();
    }
  }

  @Test
  void a_full_disk_refuses_and_recovers() throws Exception {
    mountSmallDisk();
    try (HomeFolder home = openFirst()) {
      BlobStore blobs = home.blobs();
      BlobKey small = keep(blobs, 300_000);
      assertFails(ErrorCode.DISK_FULL, () -> keep(blobs, 900_000));
      assertThat(Trees.filesIn(folder.resolve(".media-storage/incoming"))).isEmpty();
      assertThat(blobs.remove(small)).isTrue();
      keep(blobs, 600_000);
    }
  }

  @Test
  void a_full_disk_does_not_stop_the_start() throws Exception {
    mountSmallDisk();
    try (HomeFolder home = openFirst()) {
      fill(home.blobs());
    }
    try (HomeFolder home = open()) {
      home.bind(Child.INSTANCE);
      home.blobs().forEach(blob -> home.blobs().remove(blob.key()));
      keep(home.blobs(), 600_000);
    }
  }

  @Test
  void a_read_only_disk_is_refused() throws Exception {
    mountSmallDisk();
    openFirst().close();
    FileBlobStore store =
        FileBlobStore.open(folder.resolve(".media-storage"), new LocalDisk(), Trees.gauge(folder));
    BlobKey kept = keep(store, 1_000);
    assumeTrue(run("mount", "-o", "remount,ro", folder.toString()), "cannot remount");
    assertFails(ErrorCode.STORE_UNAVAILABLE, () -> keep(store, 1_001));
    assertFails(ErrorCode.STORE_UNAVAILABLE, () -> store.remove(kept));
    store.open(kept).orElseThrow().close();
    assertFails(ErrorCode.HOME_NOT_WRITABLE, this::open);
  }

  @Test
  void the_umask_does_not_matter() throws Exception {
    for (String umask : List.of("000", "077", "777")) {
      Path home = folder.resolve("umask-" + umask);
      List<String> prefix = List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh");
      try (Child child = Child.start(prefix, "publish-one", home)) {
        assertThat(child.readToEnd()).hasSize(1).allMatch(line -> line.startsWith("kept "));
      }
      Files.delete(home.resolve(".data/app.db")); // made by the test, not by the module
      for (String name : Trees.namesIn(home)) {
        Path entry = home.resolve(name);
        if (!name.contains("incoming/")) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)))
              .as(umask + " " + name)
              .isEqualTo(Files.isDirectory(entry) ? "rwx------" : "rw-------");
        }
      }
    }
  }

  @Test
  void a_folder_that_a_crash_left_closed_is_opened() throws Exception {
    Path left = Files.createDirectory(folder.resolve("left"));
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("---------"));
    new LocalDisk().createFolder(left);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(left)))
        .isEqualTo("rwx------");
  }

  @Test
  void a_home_of_another_user_is_refused() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> prefix = List.of("setpriv", "--reuid", OTHER_USER, "--clear-groups");
    assumeTrue(run(prefix.toArray(String[]::new), "true"), "cannot become another user");
    try (Child child = Child.start(prefix, "hold", home)) {
      String answer = child.readLine();
      assumeTrue(answer.startsWith("HOME_"), "another user cannot run this JDK: " + answer);
      assertThat(answer)
          .startsWith("HOME_NOT_WRITABLE ")
          .contains(home.resolve(".data").toString())
          .contains("user ");
    }
    assertThat(home).isEmptyDirectory();
  }

  private void mountSmallDisk() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString());
    assumeTrue(mounted, "only root can mount a small disk");
  }

  private static boolean run(String[] prefix, String word) throws Exception {
    String[] command = Arrays.copyOf(prefix, prefix.length + 1);
    command[prefix.length] = word;
    return run(command);
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private HomeFolder open() {
    return HomeFolder.open(HomeConfig.ofHome(folder), InstantSource.system());
  }

  private HomeFolder openFirst() throws IOException {
    HomeFolder home = open();
    Trees.makeDatabase(home);
    home.adopt(Child.INSTANCE);
    return home;
  }

  private static void fill(BlobStore blobs) {
    assertFails(
        ErrorCode.DISK_FULL,
        () -> {
          for (int length = 40_000; length < 80_000; length++) {
            keep(blobs, length);
          }
        });
  }

  private static BlobKey keep(BlobStore blobs, int length) {
    try (StagedBlob staged = blobs.stage(SampleBytes.source(SampleBytes.of(length)))) {
      staged.publish(MediaFormat.PNG);
      return new BlobKey(staged.hash(), MediaFormat.PNG);
    }
  }

  private static void assertFails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            MediakeepException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
