package dev.mediakeep.fs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.StagedBlob;
import dev.mediakeep.testkit.SampleBytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/** Another process with a home folder, driven over its standard streams. */
final class Child implements AutoCloseable {
  static final InstanceId INSTANCE = new InstanceId(new UUID(1, 1));

  private static final int PUBLISHERS = 8;
  private static final int MAX_BYTES = 220_000;

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  /** Starts {@link #main} in a process of its own, behind the words of that prefix. */
  static Child start(List<String> prefix, String verb, Path home) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            Child.class.getName(),
            verb,
            home.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    return new Child(builder.start());
  }

  private static String classPath() {
    return Stream.of(HomeFolder.class, Child.class, BlobStore.class, SampleBytes.class)
        .map(type -> Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .map(Path::toString)
        .distinct()
        .reduce((one, other) -> one + ":" + other)
        .orElseThrow();
  }

  long pid() {
    return process.pid();
  }

  /** The next line of its output; null at the end. */
  String readLine() throws IOException {
    return output.readLine();
  }

  List<String> readToEnd() {
    return output.lines().toList();
  }

  /** Ends it as {@code kill -9} does, and waits until it is gone; its output can still be read. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[1]);
    try (HomeFolder home = HomeFolder.open(HomeConfig.ofHome(root), InstantSource.system())) {
      Trees.makeDatabase(home);
      home.adopt(INSTANCE);
      switch (args[0]) {
        case "hold" -> hold();
        case "publish" -> publish(home.blobs());
        case "publish-one" -> publishOne(home.blobs(), new SplittableRandom(1));
        default -> throw new IllegalArgumentException(args[0]);
      }
    } catch (MediakeepException e) {
      System.out.println(e.code() + " " + e.getMessage());
    }
  }

  private static void hold() throws IOException {
    System.out.println("held");
    new InputStreamReader(System.in, UTF_8).read();
  }

  private static void publish(BlobStore blobs) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      int seed = i;
      threads.add(Thread.ofPlatform().start(() -> publishForEver(blobs, seed)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void publishForEver(BlobStore blobs, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    while (true) {
      publishOne(blobs, random);
    }
  }

  private static void publishOne(BlobStore blobs, SplittableRandom random) {
    byte[] bytes = new byte[1 + random.nextInt(MAX_BYTES)];
    random.nextBytes(bytes);
    MediaFormat format = random.nextBoolean() ? MediaFormat.PNG : MediaFormat.MP4;
    try (StagedBlob staged = blobs.stage(SampleBytes.source(bytes))) {
      staged.publish(format);
      System.out.println("kept " + staged.hash() + " " + format);
    }
  }
}
