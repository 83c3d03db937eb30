package dev.mediakeep.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.media.JsonObject;
import dev.mediakeep.testkit.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a person does with the service over HTTP to get a film. */
final class FilmCalls {
  static final String LANE = "ffmpeg/text";
  static final String PROMPT = "a lake at dawn";

  private static final Pattern CONTENT = Pattern.compile("\"content\":\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ServiceProcess service;

  FilmCalls(ServiceProcess service) {
    this.service = service;
  }

  void putLane() throws IOException, InterruptedException {
    HttpRequest.Builder call = call("/api/v1/lanes/" + LANE).PUT(BodyPublishers.ofString("{}"));
    assertThat(send(call).statusCode()).isBetween(200, 201);
  }

  /** Lets the lane hand out jobs, also where it pauses. */
  void resumeLane() throws IOException, InterruptedException {
    send(call("/api/v1/lanes/" + LANE + "/resume").POST(BodyPublishers.noBody()));
  }

  /** Asks for a film of so many seconds. */
  HttpResponse<String> ask(long seconds, Optional<String> idempotencyKey)
      throws IOException, InterruptedException {
    String order =
        """
        {"lane": "%s", "owner": "ada", "parameters": {"prompt": "%s", "seconds": %d}}
        """
            .formatted(LANE, PROMPT, seconds);
    HttpRequest.Builder call = call("/api/v1/jobs").POST(BodyPublishers.ofString(order));
    idempotencyKey.ifPresent(key -> call.header("Idempotency-Key", "\"" + key + "\""));
    return send(call);
  }

  void cancel(HttpResponse<String> asked) throws IOException, InterruptedException {
    send(call("/api/v1/jobs/" + idOf(asked)).DELETE());
  }

  /** Waits until the job has ended; answers the last that its log says. */
  String awaitEnd(HttpResponse<String> asked) throws IOException, InterruptedException {
    return events(asked).filter(line -> line.startsWith("data:")).reduce("", (a, b) -> b);
  }

  /** Waits until the job's log says that. */
  void awaitEvent(HttpResponse<String> asked, String word)
      throws IOException, InterruptedException {
    try (Stream<String> lines = events(asked)) {
      assertThat(lines.anyMatch(line -> line.contains(word))).as(word).isTrue();
    }
  }

  /** The lines of the job's log from its beginning, as they come, until the job has ended. */
  private Stream<String> events(HttpResponse<String> asked)
      throws IOException, InterruptedException {
    HttpRequest call = call("/api/v1/jobs/" + idOf(asked) + "/events?after=0").build();
    return client.send(call, BodyHandlers.ofLines()).body();
  }

  /** The job that an answer of the service tells of, as it is now. */
  JsonObject job(HttpResponse<String> answer) throws IOException, InterruptedException {
    return new JsonObject(read("/api/v1/jobs/" + idOf(answer)));
  }

  static String idOf(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).string("id").orElseThrow();
  }

  /** Where the contents of the films in the gallery are. */
  List<String> films() throws IOException, InterruptedException {
    String page = read("/api/v1/media?kind=video&owner=ada");
    return CONTENT.matcher(page).results().map(found -> found.group(1)).toList();
  }

  /** The films that a job was answered with, by its links. */
  static List<String> made(JsonObject job) {
    String links = job.object("links").orElseThrow().text();
    return Pattern.compile("/api/v1/media/[0-9a-f-]+")
        .matcher(links)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  String read(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(call(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  Path download(String path, Path file) throws IOException, InterruptedException {
    HttpResponse<Path> answer = client.send(call(path).build(), BodyHandlers.ofFile(file));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("video/mp4");
    return file;
  }

  private HttpRequest.Builder call(String path) {
    return HttpRequest.newBuilder(service.at(path)).header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder call)
      throws IOException, InterruptedException {
    return client.send(call.build(), BodyHandlers.ofString());
  }
}
