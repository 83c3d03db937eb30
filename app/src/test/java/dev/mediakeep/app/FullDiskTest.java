package dev.mediakeep.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mediakeep.testkit.ServiceProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on a real file system of 96 MB that gets full; only root may mount it. */
@Tag("slow")
@Timeout(120)
class FullDiskTest {
  private static final String MEDIA = "/api/v1/media";
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
  private static final long FLOOR = 16 << 20;
  private static final int UPLOADERS = 8;

  @TempDir private Path disk;
  private boolean mounted;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString());
    assumeThat(mounted).as("a small file system can be mounted").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    assertThat(!mounted || run("umount", disk.toString())).isTrue();
  }

  @Test
  void a_full_disk_is_got_out_of_by_deleting() throws Exception {
    Path home = disk.resolve("home");
    try (ServiceProcess service = ServiceProcess.start(Main.class, home, "--min-free", "16MiB")) {
      List<String> kept = uploadUntilRefused(service);
      assertThat(Files.getFileStore(disk).getUsableSpace()).isGreaterThanOrEqualTo(FLOOR);
      Path ballast = fill();

      for (String item : kept) {
        assertThat(status(service, "DELETE", item)).isEqualTo(200);
      }
      assertThat(upload(service, 0).body()).contains("\"code\":\"DISK_LOW\"");
      for (String item : kept) {
        assertThat(status(service, "DELETE", item + "?purge=true")).isEqualTo(204);
      }

      assertThat(Files.size(ballast)).isPositive();
      assertThat(upload(service, 0).statusCode()).isEqualTo(201);
      assertThat(status(service, "GET", "/health/ready")).isEqualTo(200);
      assertThat(service.stop()).isEqualTo(143);
    }
    assertThat(integrity(home.resolve(".data/app.db"))).isEqualTo("ok");
  }

  /** Many at a time, as that is how a floor is passed. */
  private List<String> uploadUntilRefused(ServiceProcess service) throws Exception {
    List<Future<List<String>>> uploaders = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int uploader = 1; uploader <= UPLOADERS; uploader++) {
        long seed = uploader * 1_000L;
        uploaders.add(threads.submit(() -> uploadUntilRefused(service, seed)));
      }
    }
    for (Future<List<String>> uploader : uploaders) {
      kept.addAll(uploader.get());
    }
    return kept;
  }

  private List<String> uploadUntilRefused(ServiceProcess service, long seed) throws Exception {
    List<String> kept = new ArrayList<>();
    HttpResponse<String> answer = upload(service, seed);
    while (answer.statusCode() == 201) {
      Matcher id = ID.matcher(answer.body());
      assertThat(id.find()).isTrue();
      kept.add(MEDIA + "/" + id.group(1));
      answer = upload(service, seed + kept.size());
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
    assertThat(answer.body())
        .contains("\"code\":\"DISK_LOW\"")
        .contains("the disk of .media-storage must keep " + FLOOR + " bytes free, has ");
    return kept;
  }

  private HttpResponse<String> upload(ServiceProcess service, long seed) throws Exception {
    return send(service, "POST", MEDIA, BodyPublishers.ofByteArray(NoisePicture.png(seed, 500)));
  }

  private int status(ServiceProcess service, String method, String path) throws Exception {
    return send(service, method, path, BodyPublishers.noBody()).statusCode();
  }

  private HttpResponse<String> send(
      ServiceProcess service, String method, String path, BodyPublisher body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(service.at(path)).method(method, body).build(),
        BodyHandlers.ofString());
  }

  /** Lets another program take all the room that is left. */
  private Path fill() throws IOException {
    Path ballast = disk.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] page = new byte[4_096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertThat(Files.getFileStore(disk).getUsableSpace()).as(e.toString()).isZero();
    }
    return ballast;
  }

  private static String integrity(Path database) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var row = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
      return row.getString(1);
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
