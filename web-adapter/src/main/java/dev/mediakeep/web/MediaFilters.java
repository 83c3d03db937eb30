package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaSort;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** The query parameters of a list of media items. */
final class MediaFilters {
  static final Set<String> PARAMETERS =
      Set.of(
          "kind", "owner", "tag", "model", "starred", "from", "until", "trashed", "sort", "limit",
          "cursor");

  private static final int LAST_YEAR = 9_999;

  private MediaFilters() {}

  static MediaQuery parse(QueryParameters query) {
    MediaQuery.Builder wanted = MediaQuery.builder();
    query.choice("kind", MediaKind.class).ifPresent(wanted::kind);
    query.text("owner").map(OwnerId::new).ifPresent(wanted::owner);
    query.single("tag").ifPresent(wanted::tag);
    query.text("model").ifPresent(wanted::model);
    query.flag("starred").ifPresent(wanted::starred);
    query.text("from").map(value -> time("from", value)).ifPresent(wanted::from);
    query.text("until").map(value -> time("until", value)).ifPresent(wanted::until);
    query.flag("trashed").ifPresent(wanted::trashed);
    query.choice("sort", MediaSort.class).ifPresent(wanted::sort);
    query.number("limit").map(MediaFilters::limit).ifPresent(wanted::limit);
    query.text("cursor").map(Cursor::parse).ifPresent(wanted::after);
    return wanted.build();
  }

  private static int limit(long value) {
    return (int) Rules.inRange("limit", value, 1, MediaQuery.MAX_LIMIT);
  }

  private static Instant time(String field, String value) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(value);
      if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
        return time.toInstant();
      }
    } catch (DateTimeParseException e) {
      // refused below like a year out of range
    }
    throw new InvalidValueException(
        field,
        field
            + " must be a time like 2026-11-24T05:00:00Z in the years 0.."
            + LAST_YEAR
            + ", was "
            + Rules.quote(value));
  }
}
