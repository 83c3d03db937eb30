package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the rows of media items and blobs mean: the one place where columns become values. */
final class MediaRows {
  static final Names<MediaFormat> FORMATS = new Names<>(MediaFormat.class);
  static final Names<Visibility> VISIBILITIES = new Names<>(Visibility.class);

  /** Stands between tags in one column; no tag holds a control character. */
  private static final String TAG_SEPARATOR = "\n";

  private MediaRows() {}

  /** The item in the columns of {@link MediaSql#MEDIA_COLUMNS}. */
  static Media media(Row row) throws SQLException {
    String id = row.text();
    try {
      return new Media(
          new MediaId(UUID.fromString(id)),
          readBlob(row),
          details(row),
          Instant.ofEpochMilli(row.number()),
          row.number(),
          row.optionalNumber().map(Instant::ofEpochMilli));
    } catch (IllegalArgumentException e) {
      throw damaged("media", id, e);
    }
  }

  /** The blob in the columns of {@link MediaSql#BLOB_COLUMNS}. */
  static Blob blob(Row row) throws SQLException {
    try {
      return readBlob(row);
    } catch (IllegalArgumentException e) {
      throw damaged("blob", "", e);
    }
  }

  static MediaId mediaId(Row row) throws SQLException {
    return new MediaId(UUID.fromString(row.text()));
  }

  private static Blob readBlob(Row row) throws SQLException {
    Sha256 hash = new Sha256(row.text());
    MediaFormat format = FORMATS.parse(row.text());
    long sizeBytes = row.number();
    Dimensions dimensions = new Dimensions((int) row.number(), (int) row.number());
    Optional<Duration> duration = row.optionalNumber().map(Duration::ofMillis);
    return new Blob(hash, sizeBytes, new MediaShape(format, dimensions, duration));
  }

  private static MediaDetails details(Row row) throws SQLException {
    return MediaDetails.builder()
        .owner(new OwnerId(row.text()))
        .visibility(VISIBILITIES.parse(row.text()))
        .starred(row.flag())
        .tags(tags(row.optionalText()))
        .recipe(recipe(row))
        .origin(origin(row))
        .build();
  }

  private static Tags tags(Optional<String> joined) {
    return joined.map(text -> Tags.of(List.of(text.split(TAG_SEPARATOR)))).orElse(Tags.NONE);
  }

  /** The tags as a JSON array; none holds a control character, which would need more. */
  static String json(Tags tags) {
    return tags.values().stream()
        .map(tag -> '"' + tag.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static Recipe recipe(Row row) throws SQLException {
    return Recipe.builder()
        .prompt(row.optionalText())
        .negativePrompt(row.optionalText())
        .model(row.optionalText())
        .provider(row.optionalText())
        .seed(row.optionalNumber())
        .parameters(row.optionalText().map(JsonObject::new))
        .build();
  }

  private static Origin origin(Row row) throws SQLException {
    return new Origin(
        row.optionalText().map(id -> new MediaId(UUID.fromString(id))),
        row.optionalText().map(id -> new JobId(UUID.fromString(id))),
        row.optionalText());
  }

  private static MediakeepException damaged(String table, String id, RuntimeException cause) {
    return new MediakeepException(
        ErrorCode.STORE_DAMAGED,
        "a row of " + table + " must hold what was written there: " + id + " " + cause.getMessage(),
        cause);
  }
}
