package dev.mediakeep.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which a run puts its files, all on one disk; what it holds goes with the run. */
final class Workplace implements AutoCloseable {
  private final Path project;
  private final Path folder;

  private Workplace(Path project, Path folder) {
    this.project = project;
    this.folder = folder;
  }

  /** A new folder under the build folder of the benchmarks. */
  static Workplace open(Path project) throws IOException {
    Path target = Files.createDirectories(project.resolve("benchmarks/target"));
    return new Workplace(project, Files.createTempDirectory(target, "run-"));
  }

  /** The root of the checkout. */
  Path project() {
    return project;
  }

  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** A file that later runs may use again, because it takes long to make. */
  Path kept(String name) throws IOException {
    return Files.createDirectories(project.resolve("benchmarks/target/kept")).resolve(name);
  }

  /** Removes a folder with all in it. */
  static void remove(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }

  /** Has the kernel write out what it holds back, so that no round pays for another's writes. */
  static void settle() throws IOException, InterruptedException {
    new ProcessBuilder("sync").start().waitFor();
  }

  @Override
  public void close() {
    try {
      remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
