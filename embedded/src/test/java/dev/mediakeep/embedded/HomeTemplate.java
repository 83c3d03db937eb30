package dev.mediakeep.embedded;

import dev.mediakeep.fs.HomeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Makes homes quickly: one is migrated, the others are its copies. */
final class HomeTemplate {
  private HomeTemplate() {}

  /** The configuration of an empty home in that folder. */
  static MediakeepConfig in(Path folder, InstantSource clock) throws IOException {
    copy(Template.HOME, folder);
    return MediakeepConfig.builder(HomeConfig.ofHome(folder)).clock(clock).build();
  }

  /** Copies a folder with everything below it. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      List<Path> all = found.toList();
      for (Path entry : all) {
        Path target = to.resolve(from.relativize(entry).toString());
        if (!Files.isDirectory(entry) || !Files.exists(target)) {
          Files.copy(entry, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static final class Template {
    static final Path HOME = make();

    private static Path make() {
      try {
        Path home = Files.createTempDirectory("mediakeep-home");
        Mediakeep.open(home).close();
        return home;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
