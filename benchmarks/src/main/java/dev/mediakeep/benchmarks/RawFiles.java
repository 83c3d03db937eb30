package dev.mediakeep.benchmarks;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The least that it takes to keep files, in plain Java: write, force, rename into one of 65,536
 * folders, force that folder, and the one above where it is new. No HTTP, no hash, no record.
 */
final class RawFiles {
  private static final int FAN_OUT = 256;

  private final Path root;

  private RawFiles(Path root) {
    this.root = root;
  }

  /** Over an empty folder, in which it makes the upper folders. */
  static RawFiles in(Path root) throws IOException {
    for (int upper = 0; upper < FAN_OUT; upper++) {
      Files.createDirectory(root.resolve(hex(upper)));
    }
    return new RawFiles(root);
  }

  /** Keeps so many files from so many threads; answers how many in a second. */
  double rate(int threads, int files, Jpegs jpegs) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService keepers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        running.add(
            keepers.submit(() -> {
              keep(files / threads, jpegs);
              return null;
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return files * Callers.NANOS_PER_SECOND / (System.nanoTime() - start);
  }

  private void keep(int files, Jpegs jpegs) throws IOException {
    SplittableRandom random = new SplittableRandom();
    byte[] file = jpegs.template();
    for (int kept = 0; kept < files; kept++) {
      Path upper = root.resolve(hex(random.nextInt(FAN_OUT)));
      keep(file, upper, upper.resolve(hex(random.nextInt(FAN_OUT))), jpegs.renew(file));
    }
  }

  private void keep(byte[] file, Path upper, Path leaf, long number) throws IOException {
    Path part = root.resolve(number + ".part");
    boolean isNew = create(leaf);
    try (FileChannel out = FileChannel.open(part, WRITE, CREATE_NEW)) {
      out.write(ByteBuffer.wrap(file));
      out.force(false);
    }
    Files.move(part, leaf.resolve(number + ".jpg"), ATOMIC_MOVE);
    force(leaf);
    if (isNew) {
      force(upper);
    }
  }

  private static boolean create(Path leaf) throws IOException {
    try {
      Files.createDirectory(leaf);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, READ)) {
      names.force(true);
    }
  }

  private static String hex(int number) {
    return String.format("%02x", number);
  }
}
