package dev.mediakeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.testkit.BadFile;
import dev.mediakeep.testkit.SampleFile;
import dev.mediakeep.testkit.SampleFiles;
import dev.mediakeep.testkit.ServiceProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service as a process: real files over HTTP onto a real disk. */
class ServiceTest {
  private static final int SIGTERM_STATUS = 143;
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void gives_each_file_back_after_a_restart(@TempDir Path home) throws Exception {
    Map<String, SampleFile> kept = new LinkedHashMap<>();
    try (ServiceProcess service = ServiceProcess.start(Main.class, home)) {
      for (SampleFile file : SampleFiles.good()) {
        kept.put(upload(service, file), file);
      }
      assertThat(service.stop()).isEqualTo(SIGTERM_STATUS);
    }
    try (ServiceProcess service = ServiceProcess.start(Main.class, home)) {
      for (Map.Entry<String, SampleFile> item : kept.entrySet()) {
        HttpResponse<byte[]> content = get(service, "/api/v1/media/" + item.getKey() + "/content");
        assertThat(content.body()).as(item.getValue().name()).isEqualTo(item.getValue().bytes());
        assertThat(content.headers().firstValue("Content-Type"))
            .hasValue(item.getValue().format().mimeType());
      }
    }
  }

  private String upload(ServiceProcess service, SampleFile file) throws Exception {
    HttpResponse<String> answer = post(service, file.bytes());
    assertThat(answer.statusCode()).as(file.name() + " " + answer.body()).isEqualTo(201);
    assertThat(answer.body())
        .contains("\"width\":" + file.dimensions().width() + ",")
        .contains("\"height\":" + file.dimensions().height() + ",");
    Matcher id = ID.matcher(answer.body());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  @Test
  void refuses_each_bad_file_and_keeps_nothing_of_it(@TempDir Path home) throws Exception {
    try (ServiceProcess service = ServiceProcess.start(Main.class, home)) {
      for (BadFile file : SampleFiles.bad()) {
        HttpResponse<String> answer = post(service, file.bytes());
        assertThat(answer.statusCode()).as(file.name() + " " + answer.body()).isBetween(400, 415);
        assertThat(answer.body())
            .contains("\"code\":\"" + file.refusal() + "\"")
            .contains("\"hint\":");
      }
      String page = new String(get(service, "/api/v1/media").body(), StandardCharsets.UTF_8);
      assertThat(page).contains("\"items\":[]");
    }
    assertThat(home.resolve(".media-storage/incoming")).isEmptyDirectory();
  }

  private HttpResponse<String> post(ServiceProcess service, byte[] bytes) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(service.at("/api/v1/media"))
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<byte[]> get(ServiceProcess service, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(service.at(path)).build(), BodyHandlers.ofByteArray());
  }
}
