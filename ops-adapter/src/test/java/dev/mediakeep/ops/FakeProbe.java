package dev.mediakeep.ops;

import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaProbe;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.format.ProbeResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes text for media: {@code png 12x8 …} is an image, {@code mp4 640x480 …} a film of 8.04
 * seconds, and either is malformed when it says {@code broken}.
 */
final class FakeProbe implements MediaProbe {
  private static final Duration PLAYING_TIME = Duration.ofMillis(8_040);

  @Override
  public Optional<MediaFormat> sniff(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    return MediaFormat.fromExtension(text.split(" ", 2)[0]);
  }

  @Override
  public ProbeResult probe(SeekableByteChannel file) throws IOException {
    file.position(0);
    byte[] bytes = Channels.newInputStream(file).readAllBytes();
    MediaFormat format = sniff(bytes).orElseThrow();
    String text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes)).toString();
    if (text.contains("broken")) {
      return new ProbeResult.Malformed(format, "it says broken");
    }
    String[] size = text.split(" ", 3)[1].split("x");
    Dimensions dimensions = new Dimensions(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
    Optional<Duration> duration =
        switch (format.kind()) {
          case IMAGE -> Optional.empty();
          case VIDEO -> Optional.of(PLAYING_TIME);
        };
    return new ProbeResult.Recognised(new MediaShape(format, dimensions, duration));
  }
}
