package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as a process of its own, on a port of its own: it can be killed. */
public final class ServiceProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+?:\\d+/");
  private static final int MOST_SECONDS = 60;

  private final Launch launch;
  private final Process process;
  private final URI address;
  private final Queue<String> output;

  private ServiceProcess(Launch launch, Process process, URI address, Queue<String> output) {
    this.launch = launch;
    this.process = process;
    this.address = address;
    this.output = output;
  }

  /** What the service is started with, on the class path of the test. */
  private record Launch(Class<?> program, Path home, List<String> flags) {
    Process at(int port) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
      command.addAll(List.of("serve", "--home", home.toString()));
      command.addAll(List.of("--port", Integer.toString(port)));
      command.addAll(flags);
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
  }

  /**
   * Starts the service on this home and waits until it says its address.
   *
   * @param program the class with its {@code main}
   */
  public static ServiceProcess start(Class<?> program, Path home, String... flags)
      throws Exception {
    return start(new Launch(program, home, List.of(flags)), 0);
  }

  private static ServiceProcess start(Launch launch, int port) throws Exception {
    Process process = launch.at(port);
    Queue<String> output = new ConcurrentLinkedQueue<>();
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> follow(process, output, address));
    return new ServiceProcess(launch, process, address.get(MOST_SECONDS, TimeUnit.SECONDS), output);
  }

  /** Starts the service and waits until it has refused to start; answers what it said. */
  public static Refusal startRefused(Class<?> program, Path home, String... flags)
      throws Exception {
    Process process = new Launch(program, home, List.of(flags)).at(0);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Refusal(process.exitValue(), said);
  }

  /** What a service that did not start answered. */
  public record Refusal(int exitStatus, String output) {}

  private static void follow(
      Process process, Queue<String> output, CompletableFuture<URI> address) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        Matcher found = ADDRESS.matcher(line);
        if (found.find()) {
          address.complete(URI.create(found.group()));
        }
      }
      address.completeExceptionally(new IllegalStateException("did not start: " + output));
    } catch (IOException e) {
      address.completeExceptionally(new UncheckedIOException(e));
    }
  }

  /** Starts it once more, when it has ended, on the same home and at the same address. */
  public ServiceProcess startAgain() throws Exception {
    return start(launch, address.getPort());
  }

  /** The address of a path of it. */
  public URI at(String path) {
    return address.resolve(path);
  }

  /** All that it printed so far. */
  public String output() {
    return String.join("\n", output);
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  /** Kills it as {@code kill -9} does, and waits for its end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** Asks it to stop as {@code kill} does; answers the exit status. */
  public int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** The exit status, when it has ended. */
  public Optional<Integer> exitStatus() {
    return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
