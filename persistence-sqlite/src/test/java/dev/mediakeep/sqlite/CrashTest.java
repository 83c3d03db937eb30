package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Media;
import dev.mediakeep.testkit.SampleMedia;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process with SIGKILL while many callers add items to its store. */
@Tag("slow")
@Timeout(120)
final class CrashTest {
  private static final int CALLERS = 32;
  private static final int ENOUGH = 2_000;

  @TempDir private Path folder;

  @RepeatedTest(3)
  void every_acknowledged_item_survives_a_kill() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    List<MediaId> acknowledged = new ArrayList<>();
    Process child = ChildJvm.start(List.of(), AddForEver.class, file);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() == 36) { // the last one may be cut off
          acknowledged.add(MediaId.parse(line));
        }
        if (acknowledged.size() == ENOUGH) {
          child.toHandle().destroyForcibly(); // and what it has said can still be read
        }
      }
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
    try (SqliteStore store = SqliteStore.open(TestDatabase.config(file).build())) {
      assertThat(acknowledged).allMatch(id -> store.media().find(id).isPresent());
      assertThat(store.media().totals().blobs()).isEqualTo(store.media().totals().items());
    }
  }

  /** Runs in a JVM of its own: says each id after its item is acknowledged. */
  static final class AddForEver {
    public static void main(String[] arguments) {
      SqliteStore store = SqliteStore.open(TestDatabase.config(Path.of(arguments[0])).build());
      for (int caller = 0; caller < CALLERS; caller++) {
        SampleMedia samples = new SampleMedia(caller);
        Thread.ofPlatform().start(() -> addForEver(store, samples));
      }
    }

    private static void addForEver(SqliteStore store, SampleMedia samples) {
      while (true) {
        Media media = samples.nextImage();
        store.media().add(media);
        System.out.println(media.id());
      }
    }
  }
}
