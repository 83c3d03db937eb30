package dev.mediakeep.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that somebody unpacked from an archive, or made by hand, with modes for all. */
class OwnerOnlyTest {
  private static final InstanceId INSTANCE = new InstanceId(new UUID(1, 1));
  private static final List<String> FOLDERS =
      List.of(
          ".data",
          ".media-storage",
          ".media-storage/images",
          ".media-storage/videos",
          ".media-storage/incoming",
          ".video-jobs",
          "backups");
  private static final List<String> FILES =
      List.of(".data/app.db", ".data/mediakeep.lock", ".data/app.db.before-0009-something");

  @TempDir private Path root;
  private final Logger logger = Logger.getLogger(OwnerOnly.class.getName());
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Handler recording = new Recording();

  @BeforeEach
  void makeWideHome() throws IOException {
    try (HomeFolder home = open()) {
      Trees.makeDatabase(home);
      Files.writeString(root.resolve(FILES.getLast()), "an older one");
      home.adopt(INSTANCE);
    }
    for (String name : FOLDERS) {
      set(name, "rwxrwxr-x");
    }
    for (String name : FILES) {
      set(name, "rw-rw-r--");
    }
    logger.addHandler(recording);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void restoreLog() {
    logger.removeHandler(recording);
    logger.setUseParentHandlers(true);
  }

  @Test
  void a_start_takes_the_access_of_others_away() throws IOException {
    try (HomeFolder home = open()) {
      home.bind(INSTANCE);
    }
    assertThat(FOLDERS).allSatisfy(name -> assertThat(mode(name)).isEqualTo("rwx------"));
    assertThat(FILES).allSatisfy(name -> assertThat(mode(name)).isEqualTo("rw-------"));
  }

  @Test
  void it_says_what_was_and_what_is_once() {
    open().close();
    try (HomeFolder home = open()) {
      home.bind(INSTANCE);
    }
    assertThat(warnings)
        .contains(
            "others than the owner had access to "
                + root.resolve("backups")
                + ": its mode was rwxrwxr-x, is rwx------ now");
    int first = warnings.size();
    try (HomeFolder home = open()) {
      home.bind(INSTANCE);
    }
    assertThat(warnings).hasSize(first);
  }

  @Test
  void what_the_owner_may_not_do_stays_so() throws IOException {
    set("backups", "r-xr-xr-x");
    OwnerOnly.tighten(HomeConfig.ofHome(root));
    assertThat(mode("backups")).isEqualTo("r-x------");
  }

  @Test
  void a_home_that_is_not_ours_stays_as_it_is() {
    try (HomeFolder home = open()) {
      assertThatThrownBy(() -> home.bind(new InstanceId(new UUID(2, 2))))
          .isInstanceOf(MediakeepException.class);
    }
    assertThat(mode("backups")).isEqualTo("rwxrwxr-x");
    assertThat(mode(".media-storage")).isEqualTo("rwxrwxr-x");
  }

  @Test
  void a_look_changes_nothing() {
    try (HomeFolder home = HomeFolder.openReadOnly(HomeConfig.ofHome(root))) {
      home.bind(INSTANCE);
    }
    assertThat(mode("backups")).isEqualTo("rwxrwxr-x");
  }

  @Test
  void a_link_is_not_followed() throws IOException {
    Path outside = Files.createDirectory(root.resolve("outside"));
    set("outside", "rwxrwxr-x");
    Files.createSymbolicLink(root.resolve(".media-storage/thumbnails"), outside);
    OwnerOnly.tighten(HomeConfig.ofHome(root));
    assertThat(mode("outside")).isEqualTo("rwxrwxr-x");
  }

  @Test
  void a_folder_that_is_gone_is_no_failure() throws IOException {
    Files.delete(root.resolve(".video-jobs/.mediakeep"));
    Files.delete(root.resolve(".video-jobs"));
    OwnerOnly.tighten(HomeConfig.ofHome(root));
    assertThat(mode("backups")).isEqualTo("rwx------");
  }

  private HomeFolder open() {
    SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00Z"));
    return HomeFolder.open(HomeConfig.ofHome(root), clock);
  }

  private void set(String name, String mode) throws IOException {
    Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString(mode));
  }

  private String mode(String name) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private final class Recording extends Handler {
    @Override
    public void publish(LogRecord entry) {
      warnings.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
