package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.testkit.SampleMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60)
final class UmaskTest {
  @TempDir private Path folder;

  @Test
  void no_umask_lets_others_read() throws Exception {
    Path file = folder.resolve("app.db");
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
    command.addAll(ChildJvm.command(List.of(), Make.class, file));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = ChildJvm.output(child);
    assertThat(child.waitFor()).as(output).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(4).allMatch(UmaskTest::isOwnersOnly);
    }
  }

  private static boolean isOwnersOnly(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs in a JVM of its own, and dies with the store open, so that all of its files are there. */
  static final class Make {
    public static void main(String[] arguments) {
      SqliteStore store = SqliteStore.open(TestDatabase.config(Path.of(arguments[0])).build());
      store.media().add(new SampleMedia(1).nextImage());
      Runtime.getRuntime().halt(0);
    }
  }
}
