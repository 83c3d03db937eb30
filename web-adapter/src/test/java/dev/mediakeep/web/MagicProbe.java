package dev.mediakeep.web;

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
import java.util.Arrays;
import java.util.Optional;

/** Believes the first bytes of a file, and makes the rest up. */
final class MagicProbe implements MediaProbe {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] MP4 = {0, 0, 0, 24, 'f', 't', 'y', 'p'};

  @Override
  public Optional<MediaFormat> sniff(byte[] head) {
    if (startsWith(head, PNG)) {
      return Optional.of(MediaFormat.PNG);
    }
    if (startsWith(head, JPEG)) {
      return Optional.of(MediaFormat.JPEG);
    }
    return startsWith(head, MP4) ? Optional.of(MediaFormat.MP4) : Optional.empty();
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  @Override
  public ProbeResult probe(SeekableByteChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(SNIFF_BYTES, file.size()));
    file.read(head);
    return sniff(head.array())
        .<ProbeResult>map(format -> new ProbeResult.Recognised(shape(format)))
        .orElseGet(ProbeResult.Unrecognised::new);
  }

  private static MediaShape shape(MediaFormat format) {
    Optional<Duration> duration =
        format.kind() == MediaKind.VIDEO ? Optional.of(Duration.ofMillis(8_040)) : Optional.empty();
    return new MediaShape(format, new Dimensions(64, 48), duration);
  }

  static byte[] png(int size) {
    return start(PNG, size);
  }

  static byte[] mp4(int size) {
    return start(MP4, size);
  }

  private static byte[] start(byte[] magic, int size) {
    byte[] file = new byte[Math.max(size, magic.length)];
    for (int at = 0; at < file.length; at++) {
      file[at] = at < magic.length ? magic[at] : (byte) (at * 31 + size);
    }
    return file;
  }
}
