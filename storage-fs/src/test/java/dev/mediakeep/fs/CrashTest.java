package dev.mediakeep.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.Sha256;
import dev.mediakeep.testkit.SampleBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

  @TempDir private Path root;

  @Test
  void kill_9_loses_nothing_that_was_acknowledged() throws Exception {
    killAfter(50);
  }

  @Test
  @Tag("slow")
  void kill_9_at_many_moments_loses_nothing() throws Exception {
    for (int acknowledged = 1; acknowledged < 500; acknowledged += 97) {
      killAfter(acknowledged);
    }
  }

  private void killAfter(int acknowledged) throws Exception {
    List<String> lines = new ArrayList<>();
    try (Child child = Child.start(List.of(), "publish", root)) {
      while (lines.size() < acknowledged) {
        lines.add(child.readLine());
      }
      child.kill();
      lines.addAll(child.readToEnd());
    }
    List<BlobKey> kept = lines.stream().filter(CrashTest::isWhole).map(CrashTest::keyOf).toList();
    assertThat(kept).hasSizeGreaterThanOrEqualTo(acknowledged);
    assertWhole(root.resolve(".media-storage"), kept);
    assertUsable(kept);
  }

  private static boolean isWhole(String line) {
    return line.matches("kept [0-9a-f]{64} (PNG|MP4)");
  }

  private static BlobKey keyOf(String line) {
    String[] words = line.split(" ");
    return new BlobKey(new Sha256(words[1]), MediaFormat.valueOf(words[2]));
  }

  private static void assertWhole(Path media, List<BlobKey> kept) throws IOException {
    List<String> names = new ArrayList<>();
    for (String file : Trees.filesIn(media)) {
      if (file.startsWith("images/") || file.startsWith("videos/")) {
        byte[] bytes = Files.readAllBytes(media.resolve(file));
        String name = Path.of(file).getFileName().toString();
        assertThat(name).startsWith(SampleBytes.hashOf(bytes).hex());
        names.add(name);
      } else {
        assertThat(file).matches("\\.mediakeep|incoming/.*\\.part");
      }
    }
    assertThat(names).containsAll(kept.stream().map(BlobKey::toString).toList());
  }

  private void assertUsable(List<BlobKey> kept) throws IOException {
    try (HomeFolder home = HomeFolder.open(HomeConfig.ofHome(root), InstantSource.system())) {
      home.bind(Child.INSTANCE);
      home.blobs().open(kept.getLast()).orElseThrow().close();
      home.blobs().sweepStaged(LATER);
    }
    assertThat(Trees.filesIn(root.resolve(".media-storage/incoming"))).isEmpty();
  }
}
