package dev.mediakeep.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.testkit.ServiceProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link FilmWorker} as a process of its own, which ends after its first film. */
final class WorkerProcess implements AutoCloseable {
  private static final int MOST_SECONDS = 120;

  private final Process process;
  private final BufferedReader said;

  private WorkerProcess(Process process) {
    this.process = process;
    this.said = process.inputReader();
  }

  static WorkerProcess start(ServiceProcess service, Path folder) throws IOException {
    return new WorkerProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FilmWorker.class.getName(),
                service.at("/").toString(),
                folder.toString(),
                "1")
            .redirectError(Redirect.INHERIT)
            .start());
  }

  /** Waits until it says that. */
  void awaitWord(String word) throws IOException {
    String line = said.readLine();
    while (line != null && !line.contains(word)) {
      line = said.readLine();
    }
    assertThat(line).as("what the worker says last").isNotNull();
  }

  /** Waits until it has made its film. */
  void awaitEnd() throws IOException, InterruptedException {
    said.lines().forEach(System.out::println);
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** Kills it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
