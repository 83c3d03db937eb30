package dev.mediakeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.testkit.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed under 200 parallel uploads, again and again, on one home. */
@Tag("slow")
class KillTest {
  private static final int UPLOADERS = 200;
  private static final int ROUNDS = 4;
  private static final int MOST_SECONDS = 60;
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
  private static final Pattern HASH = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong seeds = new AtomicLong();
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void loses_no_acknowledged_item_and_leaves_no_dangling_row(@TempDir Path home) throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      try (ServiceProcess service = ServiceProcess.start(Main.class, home)) {
        uploadUntilKilled(service, 100L * round);
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 100);
    try (ServiceProcess service = ServiceProcess.start(Main.class, home)) {
      Map<String, String> listed = listAll(service);
      assertThat(listed).containsAllEntriesOf(acknowledged);
      for (Map.Entry<String, String> item : listed.entrySet()) {
        assertThat(hashOf(content(service, item.getKey()))).isEqualTo(item.getValue());
      }
    }
  }

  private void uploadUntilKilled(ServiceProcess service, long answers) throws Exception {
    CountDownLatch enough = new CountDownLatch((int) answers);
    try (ExecutorService uploaders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < UPLOADERS; i++) {
        uploaders.submit(() -> uploadUntilRefused(service, enough));
      }
      assertThat(enough.await(MOST_SECONDS, TimeUnit.SECONDS)).as(service.output()).isTrue();
      service.kill();
    }
  }

  private void uploadUntilRefused(ServiceProcess service, CountDownLatch enough) {
    Optional<HttpResponse<String>> answer = upload(service);
    while (answer.isPresent()) {
      if (answer.get().statusCode() == 201) {
        String body = answer.get().body();
        acknowledged.put(firstIn(ID, body), firstIn(HASH, body));
        enough.countDown();
      }
      answer = upload(service);
    }
  }

  /** Empty when the service is gone. */
  private Optional<HttpResponse<String>> upload(ServiceProcess service) {
    byte[] picture = NoisePicture.png(seeds.incrementAndGet());
    HttpRequest request =
        HttpRequest.newBuilder(service.at("/api/v1/media"))
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(picture))
            .build();
    try {
      return Optional.of(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Map<String, String> listAll(ServiceProcess service) throws Exception {
    Map<String, String> listed = new ConcurrentHashMap<>();
    String query = "/api/v1/media?limit=200";
    Optional<String> cursor = Optional.of("");
    while (cursor.isPresent()) {
      HttpRequest request = HttpRequest.newBuilder(service.at(query + cursor.get())).build();
      String body = client.send(request, BodyHandlers.ofString()).body();
      Matcher ids = ID.matcher(body);
      Matcher hashes = HASH.matcher(body);
      while (ids.find() && hashes.find()) {
        listed.put(ids.group(1), hashes.group(1));
      }
      cursor =
          Optional.of(NEXT.matcher(body)).filter(Matcher::find).map(m -> "&cursor=" + m.group(1));
    }
    return listed;
  }

  private byte[] content(ServiceProcess service, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(service.at("/api/v1/media/" + id + "/content")).build();
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static String hashOf(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String firstIn(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }
}
