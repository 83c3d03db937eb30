package dev.mediakeep.web;

import dev.mediakeep.error.Rules;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaSort;
import java.util.Set;

/** The query parameters of a list of media items. */
final class MediaFilters {
  static final Set<String> PARAMETERS =
      Set.of(
          "kind", "owner", "tag", "model", "starred", "from", "until", "trashed", "sort", "limit",
          "cursor");

  private MediaFilters() {}

  static MediaQuery parse(QueryParameters query) {
    MediaQuery.Builder wanted = MediaQuery.builder();
    query.choice("kind", MediaKind.class).ifPresent(wanted::kind);
    query.text("owner").map(OwnerId::new).ifPresent(wanted::owner);
    query.single("tag").ifPresent(wanted::tag);
    query.text("model").ifPresent(wanted::model);
    query.flag("starred").ifPresent(wanted::starred);
    query.time("from").ifPresent(wanted::from);
    query.time("until").ifPresent(wanted::until);
    query.flag("trashed").ifPresent(wanted::trashed);
    query.choice("sort", MediaSort.class).ifPresent(wanted::sort);
    query.number("limit").map(MediaFilters::limit).ifPresent(wanted::limit);
    query.text("cursor").map(Cursor::parse).ifPresent(wanted::after);
    return wanted.build();
  }

  private static int limit(long value) {
    return (int) Rules.inRange("limit", value, 1, MediaQuery.MAX_LIMIT);
  }
}
