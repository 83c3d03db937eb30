package dev.mediakeep.format;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import org.assertj.core.api.AbstractStringAssert;

/** Reads bytes in memory with a reader under test. */
final class Reading {
  private Reading() {}

  static MediaShape shapeOf(FormatReader reader, byte[]... parts) throws Exception {
    return reader.read(FileWindow.of(FileBytes.join(parts)));
  }

  static Dimensions sizeOf(FormatReader reader, byte[]... parts) throws Exception {
    return shapeOf(reader, parts).dimensions();
  }

  /** The reason for which the reader calls these bytes malformed. */
  static AbstractStringAssert<?> assertMalformed(FormatReader reader, byte[]... parts) {
    return assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> shapeOf(reader, parts))
        .extracting(MalformedFileException::reason, STRING);
  }
}
