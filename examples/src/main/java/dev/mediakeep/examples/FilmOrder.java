package dev.mediakeep.examples;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.media.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What a film of {@link FfmpegProvider} is to be like. */
record FilmOrder(long seconds, long width, long height) {
  private static final String FILE = "order.properties";
  private static final long EVEN = 2;

  FilmOrder {
    Rules.inRange("seconds", seconds, 1, 60);
    requireEven("width", Rules.inRange("width", width, 64, 1_920));
    requireEven("height", Rules.inRange("height", height, 64, 1_080));
  }

  private static void requireEven(String field, long value) {
    if (value % EVEN != 0) {
      throw new InvalidValueException(field, field + " must be even, was " + value);
    }
  }

  static FilmOrder of(JsonObject parameters) {
    return new FilmOrder(
        parameters.wholeNumber("seconds").orElse(3L),
        parameters.wholeNumber("width").orElse(640L),
        parameters.wholeNumber("height").orElse(360L));
  }

  void write(Path operation) throws IOException {
    String text = "seconds=%d%nwidth=%d%nheight=%d%n".formatted(seconds, width, height);
    Files.writeString(operation.resolve(FILE), text);
  }

  static FilmOrder read(Path operation) throws IOException {
    Properties found = new Properties();
    try (Reader in = Files.newBufferedReader(operation.resolve(FILE))) {
      found.load(in);
    }
    return new FilmOrder(
        Long.parseLong(found.getProperty("seconds")),
        Long.parseLong(found.getProperty("width")),
        Long.parseLong(found.getProperty("height")));
  }

  long fontSize() {
    return Math.max(12, height / 12);
  }

  int charsALine() {
    return (int) (width * 3 / (fontSize() * 2));
  }

  /** What ffmpeg is told; the film goes to {@code film}, in the operation's folder. */
  List<String> arguments(String film) {
    List<String> told = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-y"));
    told.addAll(List.of("-re", "-f", "lavfi", "-i", picture(), "-vf", text()));
    told.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"));
    told.addAll(List.of("-movflags", "+faststart"));
    told.addAll(List.of("-stats_period", "0.2", "-progress", "progress", film));
    return told;
  }

  private String picture() {
    return "color=c=0x1d3557:size=%dx%d:rate=24:duration=%d".formatted(width, height, seconds);
  }

  /** The text comes from a file, so that nothing in it is a command to the filter. */
  private String text() {
    return "drawtext=textfile=text.txt:expansion=none:fontcolor=white:fontsize="
        + fontSize()
        + ":x=(w-text_w)/2:y=(h-text_h)/2+h/20*sin(2*t)";
  }
}
