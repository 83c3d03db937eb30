package dev.mediakeep.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Looks at folders from outside. */
final class Trees {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private Trees() {}

  /** All regular files below a folder, as paths relative to it. */
  static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Makes something that passes for a database, as private as a real one. */
  static void makeDatabase(HomeFolder home) throws IOException {
    Files.writeString(home.databaseFile(), "a database");
    LocalDisk.allowOwner(home.databaseFile());
  }

  /** Measures the disk of a folder that is media folder and data folder in one. */
  static SpaceGauge gauge(Path folder) throws IOException {
    return SpaceGauge.of(folder, folder);
  }

  /** Everything below a folder, as paths relative to it. */
  static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.skip(1).map(entry -> folder.relativize(entry).toString()).sorted().toList();
    }
  }

  /** Removes a folder with everything below it, where it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path entry : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(entry);
        }
      }
    }
  }

  /** How many files below a folder this process has open, where the system tells (Linux). */
  static int openFilesUnder(Path folder) throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    String prefix = folder.toRealPath() + "/";
    int count = 0;
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      for (Path descriptor : descriptors.toList()) {
        count += pointsUnder(descriptor, prefix) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean pointsUnder(Path descriptor, String prefix) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith(prefix);
    } catch (IOException e) {
      return false; // the descriptor of the listing itself
    }
  }
}
