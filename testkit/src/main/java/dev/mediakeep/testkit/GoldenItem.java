package dev.mediakeep.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Origin;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Sha256;
import dev.mediakeep.media.Tags;
import dev.mediakeep.media.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Items and the JSON that they are shown as, wherever that is: HTTP adds links, everything else is
 * the same to the last character.
 *
 * @param json one line, without links
 */
public record GoldenItem(Media media, String json) {
  private static final Sha256 HASH = new Sha256("ab".repeat(32));

  /** With a value in each field. */
  public static GoldenItem full() {
    MediaDetails details =
        MediaDetails.builder()
            .owner(new OwnerId("ada"))
            .visibility(Visibility.UNLISTED)
            .starred(true)
            .tags(Tags.of("sea", "灯台"))
            .recipe(
                new Recipe(
                    Optional.of("a \"quoted\" wave,\nand \\ 🗼"),
                    Optional.of("people"),
                    Optional.of("veo-3"),
                    Optional.of("example"),
                    Optional.of(-42L),
                    Optional.of(new JsonObject("{\"b\": 1.50, \"a\": [true]}"))))
            .origin(
                new Origin(
                    Optional.of(MediaId.parse("019a0000-0000-7000-8000-000000000001")),
                    Optional.of(JobId.parse("019a0000-0000-7000-8000-000000000002")),
                    Optional.of("studio/1.2")))
            .build();
    return new GoldenItem(
        new Media(
            MediaId.parse("019a0000-0000-7000-8000-000000000003"),
            blob(MediaFormat.MP4, Optional.of(Duration.ofMillis(8_040))),
            details,
            Instant.parse("2026-11-24T05:00:00Z"),
            7,
            Optional.of(Instant.parse("2026-11-25T05:00:00.120Z"))),
        read("full"));
  }

  /** With nothing that may be absent. */
  public static GoldenItem minimal() {
    return new GoldenItem(
        Media.of(
            MediaId.parse("019a0000-0000-7000-8000-000000000003"),
            blob(MediaFormat.PNG, Optional.empty()),
            MediaDetails.ofDefaults(),
            Instant.parse("2026-11-24T05:00:00.007Z")),
        read("minimal"));
  }

  private static Blob blob(MediaFormat format, Optional<Duration> duration) {
    return new Blob(HASH, 220_113, new MediaShape(format, new Dimensions(1_024, 768), duration));
  }

  private static String read(String name) {
    try (InputStream in = GoldenItem.class.getResourceAsStream("golden/" + name + ".json")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
