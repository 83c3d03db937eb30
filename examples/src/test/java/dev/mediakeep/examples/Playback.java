package dev.mediakeep.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * What becomes of a film that is played from its first to its last frame.
 *
 * @param codec how its pictures are coded
 * @param length how long it says that it lasts
 * @param trouble what the decoder complained of; empty for a sound film
 */
record Playback(String codec, Duration length, String trouble) {
  static Playback of(Path film) throws IOException, InterruptedException {
    Properties facts = new Properties();
    facts.load(
        new java.io.StringReader(
            run(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v",
                "-show_entries",
                "stream=codec_name,duration",
                "-of",
                "default=noprint_wrappers=1",
                film.toString())));
    double seconds = Double.parseDouble(facts.getProperty("duration"));
    return new Playback(
        facts.getProperty("codec_name"),
        Duration.ofMillis(Math.round(seconds * 1_000)),
        run("ffmpeg", "-v", "error", "-i", film.toString(), "-f", "null", "-"));
  }

  /** All that it says; what went wrong, too. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    return status == 0 ? said : said + " (exit status " + status + ")";
  }
}
