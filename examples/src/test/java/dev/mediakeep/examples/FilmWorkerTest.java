package dev.mediakeep.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.embedded.Mediakeep;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.web.HttpConfig;
import dev.mediakeep.web.HttpService;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class FilmWorkerTest {
  private static final Lane LANE = new Lane("ffmpeg", "text");

  @TempDir private Path home;

  @BeforeEach
  void requireFfmpeg() throws InterruptedException {
    assumeTrue(FfmpegProvider.isAvailable(), "needs an ffmpeg with libx264 and drawtext");
  }

  private static void ask(Mediakeep keep) {
    keep.jobs().putLane(LaneRule.ofDefaults(LANE));
    JobRequest request =
        JobRequest.builder(new OwnerId("ada"), LANE)
            .parameters(new JsonObject("{\"prompt\":\"a lake at dawn\",\"seconds\":2}"))
            .build();
    assertThat(keep.jobs().enqueue(request, Optional.empty()))
        .isInstanceOf(EnqueueResult.Added.class);
  }

  private static HttpService serve(Mediakeep keep, int port) {
    HttpConfig config = HttpConfig.builder().port(port).build();
    return HttpService.start(config, keep.media(), keep.jobs(), keep);
  }

  private String[] arguments(HttpService service) {
    String url = "http://127.0.0.1:" + service.port();
    return new String[] {url, home.resolve("ffmpeg").toString(), "1"};
  }

  @Test
  void a_film_asked_for_over_http_ends_in_the_library() throws Exception {
    try (Mediakeep keep = Mediakeep.open(home);
        HttpService service = serve(keep, 0)) {
      ask(keep);
      FilmWorker.main(arguments(service));
      assertThat(keep.media().list(MediaQuery.ofDefaults()).items())
          .singleElement()
          .satisfies(film -> {
            assertThat(film.blob().shape().format()).isEqualTo(MediaFormat.MP4);
            assertThat(film.details().owner()).isEqualTo(new OwnerId("ada"));
            assertThat(film.details().recipe().prompt()).contains("a lake at dawn");
          });
      assertThat(keep.jobs().list(JobQuery.ofDefaults()).jobs())
          .singleElement()
          .matches(job -> job.state() instanceof JobState.Succeeded);
    }
  }

  @Test
  void a_killed_worker_and_a_new_service_order_nothing_twice() throws Exception {
    int port;
    try (Mediakeep keep = Mediakeep.open(home);
        HttpService service = serve(keep, 0)) {
      ask(keep);
      port = service.port();
      killWhenOrdered(arguments(service));
    }
    try (Mediakeep keep = Mediakeep.open(home);
        HttpService service = serve(keep, port)) {
      FilmWorker.main(arguments(service));
      assertThat(keep.media().list(MediaQuery.ofDefaults()).items()).hasSize(1);
    }
    try (Stream<Path> operations = Files.list(home.resolve("ffmpeg"))) {
      assertThat(operations).hasSize(1);
    }
  }

  private static void killWhenOrdered(String[] arguments) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FilmWorker.class.getName(),
                arguments[0],
                arguments[1])
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.lines().anyMatch(line -> line.contains("waiting"))).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
