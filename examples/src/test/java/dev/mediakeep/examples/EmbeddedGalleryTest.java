package dev.mediakeep.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedGalleryTest {
  @Test
  void keeps_files_over_two_runs(@TempDir Path home) throws Exception {
    String first = run(home, "media/mandelbrot.png", "media/zoom.mp4", "pom.xml");
    assertThat(first)
        .contains("mandelbrot.png kept as ")
        .contains("zoom.mp4 kept as ")
        .contains("pom.xml refused: ")
        .contains("640x360")
        .contains("480x270");

    String second = run(home, "media/mandelbrot.png");
    assertThat(second).contains("mandelbrot.png was there as ").contains("480x270");
  }

  private static String run(Path home, String... files) throws Exception {
    String[] args = new String[files.length + 1];
    args[0] = home.toString();
    System.arraycopy(files, 0, args, 1, files.length);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      EmbeddedGallery.main(args);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
