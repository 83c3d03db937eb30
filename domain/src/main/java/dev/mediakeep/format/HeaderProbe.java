package dev.mediakeep.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * The {@link MediaProbe} that reads headers and structure itself. A file is walked from its first
 * to its last byte, payloads are skipped, and what does not add up is malformed:
 *
 * <ul>
 *   <li>a part that ends past the file's end, or a file without its format's end,
 *   <li>a width or a height of zero,
 *   <li>bytes behind the end of a PNG, GIF, WebP or WebM, where another file could hide. Behind the
 *       end of a JPEG they are allowed: cameras and phones write previews and clips there.
 * </ul>
 *
 * <p>Dimensions are coded pixels after the rotation that the file asks for (EXIF in JPEG, {@code
 * irot} in AVIF, the track's matrix in MP4 and MOV); cropping and pixel aspect ratios are not
 * applied, so that limits hold for what a decoder has to allocate.
 *
 * <p>Takes about 64 KB of memory and at most a million reads, goes to a fixed depth, and decodes no
 * pixels. Thread-safe.
 */
public final class HeaderProbe implements MediaProbe {
  /** A probe. It has no state and nothing to configure. */
  public HeaderProbe() {}

  @Override
  public Optional<MediaFormat> sniff(byte[] head) {
    try {
      return FormatSniffer.sniff(FileWindow.of(head));
    } catch (MalformedFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory are never read", e);
    }
  }

  @Override
  public ProbeResult probe(SeekableByteChannel file) throws IOException {
    FileWindow window = FileWindow.over(file);
    Optional<MediaFormat> format = sniff(head(window));
    return format.isPresent() ? read(window, format.get()) : new ProbeResult.Unrecognised();
  }

  private static byte[] head(FileWindow window) throws IOException {
    try {
      return window.bytes(0, (int) Math.min(window.size(), SNIFF_BYTES));
    } catch (MalformedFileException e) {
      throw new IOException(e);
    }
  }

  private static ProbeResult read(FileWindow window, MediaFormat format) throws IOException {
    try {
      return new ProbeResult.Recognised(readerOf(format).read(window));
    } catch (MalformedFileException e) {
      return new ProbeResult.Malformed(format, e.reason());
    }
  }

  private static FormatReader readerOf(MediaFormat format) {
    return switch (format) {
      case PNG -> new PngReader();
      case JPEG -> new JpegReader();
      case WEBP -> new WebpReader();
      case GIF -> new GifReader();
      case AVIF -> new AvifReader();
      case MP4, MOV -> new MovieReader(format);
      case WEBM -> new WebmReader();
    };
  }
}
