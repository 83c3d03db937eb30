package dev.mediakeep.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.embedded.Mediakeep;
import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneChange;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.WorkerId;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaQuery;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class FilmsOnDemandTest {
  private static final String ODD = "%{localtime}: it's \"50 %\", \\n [x]; a=b,\ttwo\nlines é";

  @Test
  void films_end_in_the_library(@TempDir Path home) throws Exception {
    assumeTrue(FfmpegProvider.isAvailable(), "needs an ffmpeg with libx264 and drawtext");
    FilmsOnDemand.main(new String[] {home.toString(), "a lake at dawn", ODD});
    try (Mediakeep keep = Mediakeep.open(home)) {
      List<Media> films = keep.media().list(MediaQuery.ofDefaults()).items();
      assertThat(films).hasSize(2);
      assertThat(films)
          .extracting(film -> film.details().recipe().prompt().orElseThrow())
          .containsExactlyInAnyOrder("a lake at dawn", ODD);
      for (Media film : films) {
        assertThat(film.blob().shape().format()).isEqualTo(MediaFormat.MP4);
        assertThat(film.blob().shape().dimensions()).isEqualTo(new Dimensions(640, 360));
        assertThat(film.blob().shape().duration()).contains(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  void a_killed_process_loses_no_film_and_orders_none_twice(@TempDir Path home) throws Exception {
    assumeTrue(FfmpegProvider.isAvailable(), "needs an ffmpeg with libx264 and drawtext");
    killWhenOrdered(home);
    FilmsOnDemand.main(new String[] {home.toString()});
    try (Mediakeep keep = Mediakeep.open(home)) {
      assertThat(keep.media().list(MediaQuery.ofDefaults()).items()).hasSize(1);
      assertThat(keep.jobs().list(JobQuery.ofDefaults()).jobs())
          .singleElement()
          .matches(job -> job.state() instanceof JobState.Succeeded);
    }
    try (Stream<Path> operations = Files.list(home.resolve("ffmpeg"))) {
      assertThat(operations).hasSize(1);
    }
  }

  @Test
  void ends_though_a_job_runs_out_of_time_in_line(@TempDir Path home) throws Exception {
    assumeTrue(FfmpegProvider.isAvailable(), "needs an ffmpeg with libx264 and drawtext");
    Lane lane = new Lane("ffmpeg", "text");
    try (Mediakeep keep = Mediakeep.open(home)) {
      JobQueue queue = keep.jobs();
      queue.putLane(LaneRule.ofDefaults(lane));
      JobRequest request =
          JobRequest.builder(OwnerId.ANONYMOUS, lane).timeLimit(Duration.ofSeconds(1)).build();
      assertThat(queue.enqueue(request, Optional.empty())).isInstanceOf(EnqueueResult.Added.class);
      Job job = queue.claim(new WorkerId("w"), Set.of(lane), 1).getFirst();
      Failure busy = new Failure(FailureClass.TRANSIENT, "busy");
      assertThat(queue.fail(job.id(), job.attempts().fence(), busy, Optional.empty()))
          .isInstanceOf(JobChange.Done.class);
      assertThat(queue.pause(lane)).isInstanceOf(LaneChange.Done.class);
    }
    FilmsOnDemand.main(new String[] {home.toString()});
    try (Mediakeep keep = Mediakeep.open(home)) {
      assertThat(keep.jobs().list(JobQuery.ofDefaults()).jobs())
          .singleElement()
          .matches(job -> job.state() instanceof JobState.Failed);
    }
  }

  private static void killWhenOrdered(Path home) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FilmsOnDemand.class.getName(),
                home.toString(),
                "a lake at dawn")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.lines().anyMatch(line -> line.contains("WAITING"))).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
