package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.media.Media;
import dev.mediakeep.testkit.SampleMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  @TempDir private Path folder;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    Logger.getLogger(WriteAheadLog.class.getName()).setLevel(Level.OFF);
    mounted = run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder.toString());
    assumeThat(mounted).as("a small file system can be mounted").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    assertThat(!mounted || run("umount", folder.toString())).isTrue();
  }

  @Test
  void a_full_disk_loses_nothing_that_was_acknowledged() throws Exception {
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
