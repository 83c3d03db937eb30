package dev.mediakeep.media;

import dev.mediakeep.error.Rules;
import dev.mediakeep.format.MediaKind;
import java.time.Duration;

/**
 * What is too much for one media item, and for the disk. By default 50 MB (decimal) an image, 2 GB
 * and 30 minutes a video, 50 megapixels either, and 128 MiB of the disk that stay free.
 */
public final class MediaLimits {
  private static final long DEFAULT_IMAGE_BYTES = 50_000_000;
  private static final long DEFAULT_VIDEO_BYTES = 2_000_000_000;
  private static final long DEFAULT_PIXELS = 50_000_000;
  private static final Duration DEFAULT_VIDEO_DURATION = Duration.ofMinutes(30);

  /** Twice what the log of the records may grow to: it is copied into the database at last. */
  private static final long DEFAULT_MIN_FREE_BYTES = 128 << 20;

  private final long imageBytes;
  private final long videoBytes;
  private final long pixels;
  private final Duration videoDuration;
  private final long minFreeBytes;

  private MediaLimits(Builder builder) {
    imageBytes = Rules.inRange("imageBytes", builder.imageBytes, 1, Long.MAX_VALUE - 1);
    videoBytes = Rules.inRange("videoBytes", builder.videoBytes, 1, Long.MAX_VALUE - 1);
    pixels = Rules.inRange("pixels", builder.pixels, 1, Long.MAX_VALUE);
    videoDuration = builder.videoDuration;
    Rules.inRange("videoDuration", videoDuration.toSeconds(), 1, Integer.MAX_VALUE);
    minFreeBytes = Rules.inRange("minFreeBytes", builder.minFreeBytes, 0, Long.MAX_VALUE);
  }

  public static MediaLimits ofDefaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The most bytes that an item of this kind may have. */
  public long bytesOf(MediaKind kind) {
    return switch (kind) {
      case IMAGE -> imageBytes;
      case VIDEO -> videoBytes;
    };
  }

  /** The most bytes that any item may have. */
  public long bytes() {
    return Math.max(imageBytes, videoBytes);
  }

  /** The most pixels that an image or a frame may have. */
  public long pixels() {
    return pixels;
  }

  /** The longest that a video may play. */
  public Duration videoDuration() {
    return videoDuration;
  }

  /** How much of a disk uploads leave free, so that deleting always has room. */
  public long minFreeBytes() {
    return minFreeBytes;
  }

  /** Collects limits. Not thread-safe. */
  public static final class Builder {
    private long imageBytes = DEFAULT_IMAGE_BYTES;
    private long videoBytes = DEFAULT_VIDEO_BYTES;
    private long pixels = DEFAULT_PIXELS;
    private Duration videoDuration = DEFAULT_VIDEO_DURATION;
    private long minFreeBytes = DEFAULT_MIN_FREE_BYTES;

    private Builder() {}

    public Builder imageBytes(long most) {
      imageBytes = most;
      return this;
    }

    public Builder videoBytes(long most) {
      videoBytes = most;
      return this;
    }

    public Builder pixels(long most) {
      pixels = most;
      return this;
    }

    public Builder videoDuration(Duration longest) {
      videoDuration = longest;
      return this;
    }

    /** Zero lets uploads fill the disk. */
    public Builder minFreeBytes(long least) {
      minFreeBytes = least;
      return this;
    }

    public MediaLimits build() {
      return new MediaLimits(this);
    }
  }
}
