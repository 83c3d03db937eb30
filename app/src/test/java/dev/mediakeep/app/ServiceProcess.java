package dev.mediakeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as a process of its own, on a port of its own: it can be killed. */
final class ServiceProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+?:\\d+/");
  private static final int MOST_SECONDS = 60;

  private final Process process;
  private final URI address;
  private final StringBuffer output;

  private ServiceProcess(Process process, URI address, StringBuffer output) {
    this.process = process;
    this.address = address;
    this.output = output;
  }

  /** Starts the service on this home and waits until it says its address. */
  static ServiceProcess start(Path home, String... flags) throws Exception {
    Process process = launch(home, flags);
    StringBuffer output = new StringBuffer();
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> follow(process, output, address));
    return new ServiceProcess(process, address.get(MOST_SECONDS, TimeUnit.SECONDS), output);
  }

  /** Starts the service and waits until it has refused to start; answers what it said. */
  static Refusal startRefused(Path home, String... flags) throws Exception {
    Process process = launch(home, flags);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Refusal(process.exitValue(), said);
  }

  /** What a service that did not start answered. */
  record Refusal(int exitStatus, String output) {}

  private static Process launch(Path home, String... flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--home", home.toString(), "--port", "0"));
    command.addAll(List.of(flags));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void follow(Process process, StringBuffer output, CompletableFuture<URI> address) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
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

  URI at(String path) {
    return address.resolve(path);
  }

  /** All that it printed so far. */
  String output() {
    return output.toString();
  }

  long pid() {
    return process.pid();
  }

  /** Kills it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** Asks it to stop as {@code kill} does; answers the exit status. */
  int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  Optional<Integer> exitStatus() {
    return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
