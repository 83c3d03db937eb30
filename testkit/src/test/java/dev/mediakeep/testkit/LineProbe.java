package dev.mediakeep.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.format.MediaProbe;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.format.ProbeResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Believes a file's first line: {@code PNG 640x480}, {@code MP4 640x480 8000} with milliseconds,
 * {@code GIF broken}, {@code GIF nothing}, or {@code MP4 is MOV 640x480 8000} for one that starts
 * like one format and is another.
 */
final class LineProbe implements MediaProbe {
  private static final Pattern SHAPE =
      Pattern.compile("([A-Z0-9]+) ([0-9]+)x([0-9]+)(?: ([0-9]+))?");

  /** A file with this first line and this length, or of the line alone where that is longer. */
  static byte[] file(String line, int length) {
    byte[] text = (line + "\n").getBytes(US_ASCII);
    byte[] bytes = new byte[Math.max(text.length, length)];
    System.arraycopy(text, 0, bytes, 0, text.length);
    return bytes;
  }

  @Override
  public Optional<MediaFormat> sniff(byte[] head) {
    return formatOf(lineOf(head).split(" ", 2)[0]);
  }

  @Override
  public ProbeResult probe(SeekableByteChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(file.size(), SNIFF_BYTES));
    while (head.hasRemaining() && file.read(head) >= 0) {
      // until full
    }
    String line = lineOf(head.array());
    MediaFormat sniffed = sniff(head.array()).orElseThrow();
    if (line.endsWith(" broken")) {
      return new ProbeResult.Malformed(sniffed, "it is cut off");
    }
    Matcher shape =
        SHAPE.matcher(line.substring(line.indexOf(" is ") < 0 ? 0 : line.indexOf(" is ") + 4));
    return shape.matches() ? recognised(shape) : new ProbeResult.Unrecognised();
  }

  private static ProbeResult recognised(Matcher parts) {
    MediaFormat format = formatOf(parts.group(1)).orElseThrow();
    Dimensions dimensions =
        new Dimensions(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    Optional<Duration> duration =
        format.kind() == MediaKind.VIDEO
            ? Optional.of(Duration.ofMillis(Long.parseLong(parts.group(4))))
            : Optional.empty();
    return new ProbeResult.Recognised(new MediaShape(format, dimensions, duration));
  }

  private static String lineOf(byte[] head) {
    return new String(head, US_ASCII).split("\n", 2)[0];
  }

  private static Optional<MediaFormat> formatOf(String name) {
    try {
      return Optional.of(MediaFormat.valueOf(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
