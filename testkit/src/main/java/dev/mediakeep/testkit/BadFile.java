package dev.mediakeep.testkit;

import dev.mediakeep.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * A file that must not be kept under the default limits.
 *
 * @param name its name, such as {@code bomb.png}
 * @param refusal the code with which it is refused
 */
public record BadFile(String name, ErrorCode refusal) {
  public byte[] bytes() {
    return SampleFiles.read("bad/" + name);
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
