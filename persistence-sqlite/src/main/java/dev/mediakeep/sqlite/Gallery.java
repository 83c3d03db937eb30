package dev.mediakeep.sqlite;

import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.Page;
import dev.mediakeep.sqlite.GallerySql.Driver;
import dev.mediakeep.sqlite.GallerySql.Way;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One page of the gallery: chooses the statement and fills it in. */
final class Gallery {
  /**
   * So many rows are looked at in passing, about as fast as a page is made. In a library of a
   * million items, the order meets a page of a range that holds more than these after some ten
   * thousand.
   */
  private static final long FEW = 2_000;

  /** Of two drivers that both lead to more than these it does not matter which. */
  private static final long FEW_OF_DRIVER = 500;

  /** Sorts before and after each id, which is made of hexadecimal digits and hyphens. */
  private static final String BEFORE_ALL_IDS = "";

  private static final String AFTER_ALL_IDS = "~";

  private final Session session;
  private final MediaQuery query;
  private final MediaQuery.Filter filter;

  /** A place in the ascending order: rows of a page lie strictly to one side of it. */
  private record Place(long key, String id) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byKey = Long.compare(key, other.key);
      return byKey != 0 ? byKey : id.compareTo(other.id);
    }
  }

  /** How the rows are reached. */
  private record Route(Driver driver, Way way) {}

  private Gallery(Session session, MediaQuery query) {
    this.session = session;
    this.query = query;
    this.filter = query.filter();
  }

  static Page<Media> page(Session session, MediaQuery query) throws SQLException {
    return new Gallery(session, query).page();
  }

  private Page<Media> page() throws SQLException {
    Route route = route();
    String sql = GallerySql.page(route.driver(), query.sort(), route.way());
    List<Media> found =
        bind(session.call(sql), route.driver(), query.limit() + 1L).all(MediaRows::media);
    found.sort(query.sort().comparator());
    return query.pageOf(found);
  }

  private Call bind(Call call, Driver driver, long limit) throws SQLException {
    Place start = start();
    return call.with(filter.trashed())
        .with(wants(MediaKind.IMAGE))
        .with(wants(MediaKind.VIDEO))
        .with(filter.starred().map(starred -> !starred).orElse(true))
        .with(filter.starred().orElse(true))
        .with(start.key())
        .with(start.id())
        .with(from())
        .with(until())
        .withText(filter.owner().map(OwnerId::value))
        .withText(filter.model())
        .withText(filter.tag())
        .with(driver == Driver.OWNER || filter.owner().isEmpty())
        .with(driver == Driver.MODEL || filter.model().isEmpty())
        .with(driver == Driver.TAG || filter.tag().isEmpty())
        .with(limit);
  }

  private boolean wants(MediaKind kind) {
    return filter.kind().map(kind::equals).orElse(true);
  }

  /** Asks how many rows each way leads to, where there is a choice. */
  private Route route() throws SQLException {
    List<Driver> drivers = drivers();
    boolean isRangeResidual =
        !GallerySql.isByTime(query.sort())
            && (filter.from().isPresent() || filter.until().isPresent());
    if (drivers.size() == 1 && !isRangeResidual) {
      return new Route(drivers.getFirst(), Way.THROUGH_ORDER);
    }
    Driver rarest = Driver.NOTHING;
    long fewest = Long.MAX_VALUE;
    for (Driver driver : drivers) {
      long rows = count(driver, isRangeResidual ? FEW : FEW_OF_DRIVER);
      if (rows < fewest) {
        rarest = driver;
        fewest = rows;
      }
    }
    boolean isFew = fewest < FEW;
    return new Route(rarest, isRangeResidual && isFew ? Way.THROUGH_TIME_RANGE : Way.THROUGH_ORDER);
  }

  private List<Driver> drivers() {
    List<Driver> drivers = new ArrayList<>();
    filter.tag().ifPresent(tag -> drivers.add(Driver.TAG));
    filter.owner().ifPresent(owner -> drivers.add(Driver.OWNER));
    filter.model().ifPresent(model -> drivers.add(Driver.MODEL));
    return drivers.isEmpty() ? List.of(Driver.NOTHING) : drivers;
  }

  private long count(Driver driver, long most) throws SQLException {
    return bind(session.call(GallerySql.count(driver)), driver, most)
        .first(Row::number)
        .orElseThrow();
  }

  private Place start() {
    Optional<Place> cursor = query.after().map(Gallery::placeOf);
    return switch (query.sort()) {
      case NEWEST -> {
        Place end = new Place(until(), filter.until().isEmpty() ? AFTER_ALL_IDS : BEFORE_ALL_IDS);
        yield cursor.filter(place -> place.compareTo(end) < 0).orElse(end);
      }
      case OLDEST -> {
        Place first = new Place(from(), BEFORE_ALL_IDS);
        yield cursor.filter(place -> place.compareTo(first) > 0).orElse(first);
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
