package dev.mediakeep.testkit;

import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Sha256;
import dev.mediakeep.media.Tags;
import dev.mediakeep.media.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes media items that are alike in each run: all variety comes from a seed. Not thread-safe. */
public final class SampleMedia {
  /** When the first sample was made. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final int HASH_BYTES = 32;

  private final SplittableRandom random;
  private final SettableClock clock;
  private final IdGenerator ids;

  public SampleMedia(long seed) {
    random = new SplittableRandom(seed);
    clock = new SettableClock(START);
    ids = new IdGenerator(clock, random);
  }

  /** The time of the next sample; each sample moves it by a second. */
  public InstantSource clock() {
    return clock;
  }

  /** The id that another sample could have. */
  public MediaId nextId() {
    return ids.nextMediaId();
  }

  /** A blob of that format and size, with a hash of its own. */
  public Blob nextBlob(MediaFormat format, long sizeBytes) {
    byte[] digest = new byte[HASH_BYTES];
    random.nextBytes(digest);
    Optional<Duration> duration =
        format.kind() == MediaKind.VIDEO ? Optional.of(Duration.ofMillis(8_040)) : Optional.empty();
    return new Blob(
        Sha256.of(digest), sizeBytes, new MediaShape(format, new Dimensions(1_024, 768), duration));
  }

  /** An item with a new PNG behind it. */
  public Media nextImage() {
    return next(nextBlob(MediaFormat.PNG, 1_000 + random.nextInt(1_000_000)), fullDetails());
  }

  /** An item with a new MP4 behind it. */
  public Media nextVideo() {
    return next(nextBlob(MediaFormat.MP4, 1_000 + random.nextInt(1_000_000)), fullDetails());
  }

  /** An item with a new PNG behind it and these details. */
  public Media next(MediaDetails details) {
    return next(nextBlob(MediaFormat.PNG, 1_000 + random.nextInt(1_000_000)), details);
  }

  public Media next(Blob blob, MediaDetails details) {
    Media media = Media.of(ids.nextMediaId(), blob, details, clock.instant());
    clock.advance(Duration.ofSeconds(1));
    return media;
  }

  /** Details in which everything is said but the origin. */
  public static MediaDetails fullDetails() {
    Recipe recipe =
        Recipe.builder()
            .prompt("a lighthouse at dusk, 100% real_istic \\ 灯台 🗼")
            .negativePrompt("people")
            .model("flux-1.1-pro")
            .provider("example")
            .seed(-42)
            .parameters(new JsonObject("{\"steps\": 28, \"guidance\": 3.5}"))
            .build();
    return MediaDetails.builder()
        .visibility(Visibility.PUBLIC)
        .recipe(recipe)
        .tags(Tags.of("sea", "tower"))
        .starred(true)
        .build();
  }
}
