package dev.mediakeep.testkit;

import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaShape;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A file that a real encoder made, and what other programs than ours say of it.
 *
 * @param name its name, such as {@code rgb.png}
 * @param duration how long it plays; present for each video and for no image
 */
public record SampleFile(
    String name, MediaFormat format, Dimensions dimensions, Optional<Duration> duration) {
  /** What a probe should answer. */
  public MediaShape shape() {
    return new MediaShape(format, dimensions, duration);
  }

  public byte[] bytes() {
    return SampleFiles.read(name);
  }

  /** The bytes as an upload brings them; each call starts anew. */
  public InputStream open() {
    return new ByteArrayInputStream(bytes());
  }

  @Override
  public String toString() {
    return name;
  }
}
