package dev.mediakeep.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.embedded.Mediakeep;
import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
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
}
