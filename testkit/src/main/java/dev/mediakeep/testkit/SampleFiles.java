package dev.mediakeep.testkit;

import static dev.mediakeep.error.ErrorCode.MEDIA_EMPTY;
import static dev.mediakeep.error.ErrorCode.MEDIA_MALFORMED;
import static dev.mediakeep.error.ErrorCode.MEDIA_TOO_LONG;
import static dev.mediakeep.error.ErrorCode.MEDIA_TOO_MANY_PIXELS;
import static dev.mediakeep.error.ErrorCode.MEDIA_TYPE_UNKNOWN;
import static dev.mediakeep.format.MediaFormat.AVIF;
import static dev.mediakeep.format.MediaFormat.GIF;
import static dev.mediakeep.format.MediaFormat.JPEG;
import static dev.mediakeep.format.MediaFormat.MOV;
import static dev.mediakeep.format.MediaFormat.MP4;
import static dev.mediakeep.format.MediaFormat.PNG;
import static dev.mediakeep.format.MediaFormat.WEBM;
import static dev.mediakeep.format.MediaFormat.WEBP;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Small real files of each format, and bad ones. A README beside the files tells how each was made.
 */
public final class SampleFiles {
  private static final Dimensions WIDE = new Dimensions(160, 90);
  private static final Dimensions TALL = new Dimensions(90, 160);
  private static final Dimensions SMALL = new Dimensions(96, 54);

  private static final List<SampleFile> GOOD =
      List.of(
          image("rgb.png", PNG, WIDE),
          image("rgba.png", PNG, WIDE),
          image("sixteen-bit.png", PNG, new Dimensions(64, 48)),
          image("palette.png", PNG, WIDE),
          image("interlaced.png", PNG, WIDE),
          image("one-pixel.png", PNG, new Dimensions(1, 1)),
          image("baseline.jpg", JPEG, WIDE),
          image("progressive.jpg", JPEG, WIDE),
          image("grey.jpg", JPEG, WIDE),
          image("cmyk.jpg", JPEG, WIDE),
          image("orientation-6.jpg", JPEG, TALL),
          image("zip-behind.jpg", JPEG, WIDE),
          image("lossy.webp", WEBP, WIDE),
          image("lossless.webp", WEBP, WIDE),
          image("alpha.webp", WEBP, WIDE),
          image("animated.webp", WEBP, SMALL),
          image("still.gif", GIF, WIDE),
          image("interlaced.gif", GIF, WIDE),
          image("animated.gif", GIF, SMALL),
          image("plain.avif", AVIF, WIDE),
          image("rotated.avif", AVIF, TALL),
          image("grid.avif", AVIF, WIDE),
          image("animated.avif", AVIF, SMALL),
          video("faststart.mp4", MP4, WIDE, 1_500),
          video("moov-last.mp4", MP4, WIDE, 1_500),
          video("fragmented.mp4", MP4, WIDE, 1_667),
          video("half-fragmented.mp4", MP4, WIDE, 1_500),
          video("rotated.mp4", MP4, TALL, 1_500),
          video("hevc.mp4", MP4, WIDE, 1_500),
          video("av1.mp4", MP4, WIDE, 1_500),
          video("recorder.mp4", MP4, WIDE, 1_530),
          video("h264.mov", MOV, WIDE, 1_500),
          video("before-2001.mov", MOV, WIDE, 1_500),
          video("vp8.webm", WEBM, WIDE, 1_500),
          video("vp9-opus.webm", WEBM, WIDE, 1_508),
          video("live.webm", WEBM, WIDE, 1_507),
          video("recorder.webm", WEBM, WIDE, 1_512));

  private static final List<BadFile> BAD =
      Stream.of(
              bad(MEDIA_EMPTY, "empty.png"),
              bad(
                  MEDIA_TYPE_UNKNOWN,
                  "page.png",
                  "drawing.svg",
                  "document.pdf",
                  "photo.heic",
                  "matroska.mkv",
                  "sound.m4a"),
              bad(
                  MEDIA_MALFORMED,
                  "truncated.png",
                  "truncated.jpg",
                  "truncated.webp",
                  "truncated.gif",
                  "truncated.avif",
                  "truncated.mp4",
                  "truncated-moov.mp4",
                  "truncated.mov",
                  "truncated.webm",
                  "zero-width.png",
                  "zip-behind.png",
                  "zip-behind.webp",
                  "page-behind.gif",
                  "script.gif",
                  "sound-only.mp4",
                  "sound-only.webm",
                  "box-bomb.mp4",
                  "table-bomb.mp4",
                  "nested.mp4",
                  "element-bomb.webm"),
              bad(MEDIA_TOO_MANY_PIXELS, "bomb.png", "bomb.jpg", "bomb.gif", "bomb.webp"),
              bad(MEDIA_TOO_LONG, "forty-minutes.mp4"))
          .flatMap(List::stream)
          .toList();

  private SampleFiles() {}

  /** All that must be kept, a few of each format. */
  public static List<SampleFile> good() {
    return GOOD;
  }

  /** All that must be refused. */
  public static List<BadFile> bad() {
    return BAD;
  }

  public static SampleFile good(String name) {
    return GOOD.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no good sample file: " + name));
  }

  public static BadFile bad(String name) {
    return BAD.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no bad sample file: " + name));
  }

  public static SampleFile png() {
    return good("rgb.png");
  }

  public static SampleFile jpeg() {
    return good("baseline.jpg");
  }

  public static SampleFile webp() {
    return good("lossy.webp");
  }

  public static SampleFile gif() {
    return good("animated.gif");
  }

  public static SampleFile avif() {
    return good("plain.avif");
  }

  /** H.264 with sound, ready to be streamed. */
  public static SampleFile mp4() {
    return good("faststart.mp4");
  }

  public static SampleFile mov() {
    return good("h264.mov");
  }

  /** VP9 with sound. */
  public static SampleFile webm() {
    return good("vp9-opus.webm");
  }

  static byte[] read(String name) {
    try (InputStream resource = SampleFiles.class.getResourceAsStream("files/" + name)) {
      if (resource == null) {
        throw new NoSuchElementException("no sample file: " + name);
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SampleFile image(String name, MediaFormat format, Dimensions dimensions) {
    return new SampleFile(name, format, dimensions, Optional.empty());
  }

  private static SampleFile video(
      String name, MediaFormat format, Dimensions dimensions, long millis) {
    return new SampleFile(name, format, dimensions, Optional.of(Duration.ofMillis(millis)));
  }

  private static List<BadFile> bad(ErrorCode refusal, String... names) {
    return Arrays.stream(names).map(name -> new BadFile(name, refusal)).toList();
  }
}
