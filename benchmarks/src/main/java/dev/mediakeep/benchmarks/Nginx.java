package dev.mediakeep.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** nginx with a configuration of its own: serves a folder with sendfile, and takes PUTs into it. */
final class Nginx implements AutoCloseable {
  private final ChildProcess process;
  private final Path folder;
  private final int port;

  private Nginx(ChildProcess process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  static Nginx start(Path folder) throws Exception {
    requireDav();
    int port = FreePort.find();
    Path configuration = folder.resolve("nginx.conf");
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.writeString(root.resolve("up"), "up");
    Files.writeString(configuration, configuration(folder, port));
    List<String> command =
        List.of("nginx", "-p", folder.toString(), "-c", configuration.toString());
    ChildProcess process = ChildProcess.start(command, Map.of(), folder.resolve("output.log"));
    process.awaitOk(port, "/up");
    return new Nginx(process, folder, port);
  }

  private static String configuration(Path folder, int port) throws IOException {
    try (InputStream template = Nginx.class.getResourceAsStream("nginx.conf")) {
      return new String(Objects.requireNonNull(template).readAllBytes(), StandardCharsets.UTF_8)
          .replace("@user@", user())
          .replace("@folder@", folder.toString())
          .replace("@port@", String.valueOf(port));
    }
  }

  /** As root its workers would change to a user who may not write here. */
  private static String user() {
    return System.getProperty("user.name").equals("root") ? "user root;" : "";
  }

  private static void requireDav() throws IOException, MissingToolException {
    String about;
    try {
      Process process = new ProcessBuilder("nginx", "-V").redirectErrorStream(true).start();
      about = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException absent) {
      throw new MissingToolException("nginx", "Debian: apt-get install nginx-light");
    }
    if (!about.contains("http_dav_module")) {
      throw new MissingToolException("nginx with its DAV module", "Debian: apt-get install nginx");
    }
  }

  int port() {
    return port;
  }

  /** The folder that it serves. */
  Path root() {
    return folder.resolve("root");
  }

  @Override
  public void close() {
    process.close();
  }
}
