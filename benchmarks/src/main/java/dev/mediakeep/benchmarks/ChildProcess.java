package dev.mediakeep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server that is measured, as a process of its own; ends with the run. */
final class ChildProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(2);

  private static final String RESET_PEAK = "5";

  private final Process process;
  private final Path log;
  private final long startedNanos;

  private ChildProcess(Process process, Path log, long startedNanos) {
    this.process = process;
    this.log = log;
    this.startedNanos = startedNanos;
  }

  static ChildProcess start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long started = System.nanoTime();
    return new ChildProcess(builder.start(), log, started);
  }

  /** Asks for that page until it is there; answers how long that was after the start. */
  Duration awaitOk(int port, String path) throws IOException, InterruptedException {
    while (!answers(port, path)) {
      if (!process.isAlive() || sinceStart().compareTo(LONGEST_START) > 0) {
        throw new IllegalStateException("the server did not start: " + Files.readString(log));
      }
      Thread.sleep(POLL);
    }
    return sinceStart();
  }

  private Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  private static boolean answers(int port, String path) {
    try (Connection connection = Connection.open(port)) {
      return connection.get(path).status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  ProcessMemory memory() throws IOException {
    return ProcessMemory.of(process.pid());
  }

  /** Has Linux count the peak of its memory from now on. */
  void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc/" + process.pid() + "/clear_refs"), RESET_PEAK);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
