package dev.mediakeep.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The service as people start it: {@code ./mediakeep serve} on a home of its own. */
final class Service implements AutoCloseable {
  private final ChildProcess process;
  private final int port;
  private final Duration startTime;

  private Service(ChildProcess process, int port, Duration startTime) {
    this.process = process;
    this.port = port;
    this.startTime = startTime;
  }

  static Service start(Workplace workplace, Path home) throws Exception {
    return start(workplace, home, Map.of());
  }

  /** Starts it and waits until it says that it is ready. */
  static Service start(Workplace workplace, Path home, Map<String, String> environment)
      throws Exception {
    int port = FreePort.find();
    List<String> command =
        List.of(
            workplace.project().resolve("mediakeep").toString(),
            "serve",
            "--home",
            home.toString(),
            "--port",
            String.valueOf(port));
    ChildProcess process =
        ChildProcess.start(command, environment, workplace.file("mediakeep.log"));
    return new Service(process, port, process.awaitOk(port, "/health/ready"));
  }

  int port() {
    return port;
  }

  /** From executing the script to the first answer. */
  Duration startTime() {
    return startTime;
  }

  ProcessMemory memory() throws IOException {
    return process.memory();
  }

  /** Has Linux count the peak of its memory from now on. */
  void forgetPeak() throws IOException {
    process.forgetPeak();
  }

  @Override
  public void close() {
    process.close();
  }
}
