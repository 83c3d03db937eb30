package dev.mediakeep.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.app.Main;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.testkit.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a film, between processes: asked for, rendered, kept, looked at. */
@Timeout(300)
class FilmWorkerTest {
  private static final Optional<String> KEY = Optional.of("dawn-1");

  @TempDir private Path home;
  @TempDir private Path orders;

  @BeforeEach
  void requireFfmpeg() throws InterruptedException {
    assumeTrue(FfmpegProvider.isAvailable(), "needs an ffmpeg with libx264 and drawtext");
  }

  @Test
  void a_film_asked_for_over_http_plays_in_the_gallery() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(Main.class, home)) {
      FilmCalls calls = new FilmCalls(service);
      calls.putLane();
      HttpResponse<String> asked = calls.ask(2, KEY);
      assertThat(asked.statusCode()).isEqualTo(201);
      FilmWorker.main(new String[] {service.at("/").toString(), orders.toString(), "1"});
      assertPlays(calls, asked, Duration.ofSeconds(2));
    }
    assertThat(operations()).hasSize(1);
  }

  @Test
  @Tag("slow")
  void a_killed_worker_orders_nothing_twice() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(Main.class, home)) {
      FilmCalls calls = new FilmCalls(service);
      calls.putLane();
      HttpResponse<String> asked = calls.ask(2, KEY);
      try (WorkerProcess worker = WorkerProcess.start(service, orders)) {
        worker.awaitWord("waiting");
        worker.kill();
      }
      FilmWorker.main(new String[] {service.at("/").toString(), orders.toString(), "1"});
      assertPlays(calls, asked, Duration.ofSeconds(2));
    }
    assertThat(operations()).hasSize(1);
  }

  /** The worker is another process, and goes on by itself when the service is back. */
  @Test
  @Tag("slow")
  void a_service_killed_while_it_renders_pays_once() throws Exception {
    try (ServiceProcess first = ServiceProcess.start(Main.class, home)) {
      FilmCalls calls = new FilmCalls(first);
      calls.putLane();
      HttpResponse<String> asked = calls.ask(8, KEY);
      assertThat(asked.statusCode()).isEqualTo(201);
      try (WorkerProcess worker = WorkerProcess.start(first, orders)) {
        ProcessHandle ffmpeg = awaitRender(worker);
        assertThat(calls.job(asked).string("state").orElseThrow()).isIn("waiting", "polling");
        first.kill();
        assertThat(ffmpeg.isAlive()).as("ffmpeg renders when the service is gone").isTrue();
        try (ServiceProcess second = first.startAgain()) {
          worker.awaitEnd();
          assertPlays(new FilmCalls(second), asked, Duration.ofSeconds(8));
          assertAskedOnce(new FilmCalls(second), asked);
        }
      }
    }
    assertThat(operations()).hasSize(1);
  }

  /** Waits until ffmpeg is at work; the worker asks twice a second how far it is. */
  private ProcessHandle awaitRender(WorkerProcess worker) throws IOException {
    worker.awaitWord("waiting");
    Optional<ProcessHandle> ffmpeg = ffmpeg();
    while (ffmpeg.isEmpty()) {
      worker.awaitWord("waiting");
      ffmpeg = ffmpeg();
    }
    return ffmpeg.get();
  }

  private Optional<ProcessHandle> ffmpeg() throws IOException {
    Path pid = operations().getFirst().resolve("running").resolve("pid");
    return Files.exists(pid) && !Files.readString(pid).isBlank()
        ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .flatMap(shell -> shell.children().filter(ProcessHandle::isAlive).findFirst())
        : Optional.empty();
  }

  private List<Path> operations() throws IOException {
    try (Stream<Path> found = Files.list(orders)) {
      return found.toList();
    }
  }

  private void assertPlays(FilmCalls calls, HttpResponse<String> asked, Duration length)
      throws Exception {
    JsonObject job = calls.job(asked);
    assertThat(job.string("state")).hasValue("succeeded");
    assertThat(calls.read("/")).contains("<html");
    assertThat(calls.films())
        .singleElement()
        .satisfies(content -> {
          assertThat(FilmCalls.made(job)).singleElement().asString().isSubstringOf(content);
          Path film = calls.download(content, home.resolve("downloaded.mp4"));
          assertThat(Playback.of(film)).isEqualTo(new Playback("h264", length, ""));
        });
    JsonObject item = new JsonObject(calls.read(FilmCalls.made(job).getFirst()));
    assertThat(item.string("prompt")).hasValue(FilmCalls.PROMPT);
  }

  /** The service remembers also what it was asked before it was killed. */
  private static void assertAskedOnce(FilmCalls calls, HttpResponse<String> asked)
      throws Exception {
    HttpResponse<String> again = calls.ask(8, KEY);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(FilmCalls.idOf(again)).isEqualTo(FilmCalls.idOf(asked));
  }
}
