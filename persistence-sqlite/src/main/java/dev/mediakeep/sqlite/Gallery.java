package dev.mediakeep.sqlite;

import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.Page;
import dev.mediakeep.sqlite.GallerySql.Driver;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One page of the gallery: chooses the statement and fills it in. */
final class Gallery {
  /** A filter that leads to this many rows or more is not rare. */
  private static final long COMMON = 1_000;

  /** Sorts before and after each id, which is made of hexadecimal digits and hyphens. */
  private static final String BEFORE_ALL_IDS = "";

  private static final String AFTER_ALL_IDS = "~";

  private final Session session;
  private final MediaQuery query;
  private final MediaQuery.Filter filter;

  /** A place in the order: rows follow it strictly. */
  private record Place(long key, String id) {}

  private Gallery(Session session, MediaQuery query) {
    this.session = session;
    this.query = query;
    this.filter = query.filter();
  }

  static Page<Media> page(Session session, MediaQuery query) throws SQLException {
    return new Gallery(session, query).page();
  }

  private Page<Media> page() throws SQLException {
    Driver driver = rarest(given());
    Place start = start();
    List<Media> found =
        session
            .call(GallerySql.page(driver, query.sort()))
            .with(filter.trashed())
            .with(wants(MediaKind.IMAGE))
            .with(wants(MediaKind.VIDEO))
            .with(filter.starred().map(starred -> !starred).orElse(true))
            .with(filter.starred().orElse(true))
            .with(start.key())
            .with(start.id())
            .with(from())
            .with(until())
            .with(query.limit() + 1L)
            .withText(filter.owner().map(OwnerId::value))
            .withText(filter.model())
            .withText(filter.tag())
            .with(driver == Driver.OWNER || filter.owner().isEmpty())
            .with(driver == Driver.MODEL || filter.model().isEmpty())
            .with(driver == Driver.TAG || filter.tag().isEmpty())
            .all(MediaRows::media);
    found.sort(query.sort().comparator());
    return query.pageOf(found);
  }

  private boolean wants(MediaKind kind) {
    return filter.kind().map(kind::equals).orElse(true);
  }

  private Map<Driver, String> given() {
    Map<Driver, String> given = new EnumMap<>(Driver.class);
    filter.owner().ifPresent(owner -> given.put(Driver.OWNER, owner.value()));
    filter.model().ifPresent(model -> given.put(Driver.MODEL, model));
    filter.tag().ifPresent(tag -> given.put(Driver.TAG, tag));
    return given;
  }

  /** The filter that leads to the fewest rows; the others are then checked on each of them. */
  private Driver rarest(Map<Driver, String> given) throws SQLException {
    Driver rarest = Driver.NOTHING;
    long fewest = Long.MAX_VALUE;
    for (Map.Entry<Driver, String> candidate : given.entrySet()) {
      long rows = given.size() == 1 ? 0 : count(candidate.getKey(), candidate.getValue());
      if (rows < fewest) {
        rarest = candidate.getKey();
        fewest = rows;
      }
    }
    return rarest;
  }

  private long count(Driver driver, String value) throws SQLException {
    return session
        .call(GallerySql.count(driver))
        .with(value)
        .with(filter.trashed())
        .with(COMMON)
        .first(Row::number)
        .orElseThrow();
  }

  private Place start() {
    Optional<Place> cursor = query.after().map(Gallery::placeOf);
    return switch (query.sort()) {
      case NEWEST -> {
        Place end = new Place(until(), filter.until().isEmpty() ? AFTER_ALL_IDS : BEFORE_ALL_IDS);
        yield cursor.filter(place -> place.key() < end.key()).orElse(end);
      }
      case OLDEST -> {
        Place first = new Place(from(), BEFORE_ALL_IDS);
        yield cursor.filter(place -> place.key() >= first.key()).orElse(first);
      }
      case LARGEST -> cursor.orElse(new Place(Long.MAX_VALUE, AFTER_ALL_IDS));
      case SMALLEST -> cursor.orElse(new Place(Long.MIN_VALUE, BEFORE_ALL_IDS));
    };
  }

  private static Place placeOf(Cursor cursor) {
    return new Place(cursor.key(), cursor.id().toString());
  }

  private long from() {
    return filter.from().map(Times::ceilMillis).orElse(Long.MIN_VALUE);
  }

  private long until() {
    return filter.until().map(Times::ceilMillis).orElse(Long.MAX_VALUE);
  }
}
