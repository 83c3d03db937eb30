package dev.mediakeep.sqlite;

import dev.mediakeep.media.MediaSort;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of the gallery: for each {@link Driver} a count, and a page in each order,
 * rendered once from the templates below, because so many constants that differ in four words each
 * would hide in what they differ. All take the same parameters, which {@link Gallery} fills in.
 *
 * <p>Each index starts with the driver's column, then (trashed, kind, starred), then the sort key
 * and the id. So each combination of kind and star is one contiguous, sorted run of the index, and
 * a page is the merge of at most four such runs, of which SQLite reads no more rows than the page
 * holds: no sort, and no row is read that does not match, whatever the size of the library.
 *
 * <p>What the driver does not cover is residual, checked row by row: a second and third of owner,
 * model and tag, of which the indexes of owner and model hold each other; and the time range where
 * the order is by size. No index can be entered by two ranges, so there are two ways to that:
 * through the order, skipping what is out of the range, or, where the range holds few rows, through
 * the range, sorting what is in it.
 */
final class GallerySql {
  /** Which filter leads to the rows. */
  enum Driver {
    NOTHING("media", "number", "id", "media_by", ""),
    OWNER("media", "number", "id", "media_by_owner", "m.owner = ?10 AND "),
    MODEL("media", "number", "id", "media_by_model", "m.model = ?11 AND "),
    TAG("media_tag", "media_number", "media_id", "media_tag_by", "m.tag = ?12 AND ");

    private final String table;
    private final String number;
    private final String id;
    private final String index;
    private final String condition;

    Driver(String table, String number, String id, String index, String condition) {
      this.table = table;
      this.number = number;
      this.id = id;
      this.index = index;
      this.condition = condition;
    }
  }

  /** What leads to the rows of a page. */
  enum Way {
    THROUGH_ORDER,
    /** For orders by size. */
    THROUGH_TIME_RANGE
  }

  /** The ids come in order, but a join is free to lose it: the reader sorts again. */
  private static final String PAGE =
      """
      SELECT {columns}
        FROM ({runs}
               ORDER BY sort_key {direction}, id {direction}
               LIMIT ?16) AS page
       CROSS JOIN media AS m ON m.number = page.number
      """;

  /** How many rows a driver leads to in the time range, as far as the limit. */
  private static final String COUNT =
      """
      SELECT count(*)
        FROM ({runs}
               LIMIT ?16)
      """;

  /** ?2 to ?5 switch it on or off. */
  private static final String RUN =
      """

              SELECT m.{key} AS sort_key, m.{id} AS id, m.{number} AS number
                FROM {table} AS m INDEXED BY {index}
               WHERE {driven}m.trashed = ?1 AND m.kind = '{kind}' AND m.starred = {starred}
                 AND {wanted}
                 AND {range}
                 AND {residual}
      """;

  private static final String IN_TIME_RANGE = "m.created_at >= ?8 AND m.created_at < ?9";

  private static final String RESIDUAL_OF_MEDIA =
      """
      (?13 OR m.owner = ?10) AND (?14 OR m.model = ?11)
                 AND (?15 OR EXISTS (SELECT 1 FROM media_tag AS t
                                      WHERE t.media_number = m.number AND t.tag = ?12))\
      """;

  private static final String RESIDUAL_OF_TAG =
      """
      (?13 OR ?10 = (SELECT i.owner FROM media AS i WHERE i.number = m.media_number))
                 AND (?14 OR ?11 = (SELECT i.model FROM media AS i WHERE i.number = m.media_number))
                 AND ?15\
      """;

  private static final Map<Page, String> PAGES =
      Arrays.stream(Driver.values())
          .flatMap(driver -> Arrays.stream(MediaSort.values()).flatMap(sort -> pages(driver, sort)))
          .collect(Collectors.toUnmodifiableMap(Function.identity(), GallerySql::render));

  private static final Map<Driver, String> COUNTS =
      Arrays.stream(Driver.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), GallerySql::renderCount));

  private record Page(Driver driver, MediaSort sort, Way way) {}

  private GallerySql() {}

  static String page(Driver driver, MediaSort sort, Way way) {
    return Objects.requireNonNull(PAGES.get(new Page(driver, sort, way)));
  }

  static String count(Driver driver) {
    return Objects.requireNonNull(COUNTS.get(driver));
  }

  static boolean isByTime(MediaSort sort) {
    return switch (sort) {
      case NEWEST, OLDEST -> true;
      case LARGEST, SMALLEST -> false;
    };
  }

  private static Stream<Page> pages(Driver driver, MediaSort sort) {
    return Arrays.stream(Way.values())
        .filter(way -> way == Way.THROUGH_ORDER || !isByTime(sort))
        .map(way -> new Page(driver, sort, way));
  }

  private static String render(Page page) {
    MediaSort sort = page.sort();
    boolean throughTime = isByTime(sort) || page.way() == Way.THROUGH_TIME_RANGE;
    String run =
        run(page.driver(), throughTime ? "_time" : "_size")
            .replace("{range}", after(sort))
            .replace(
                "{residual}", page.driver() == Driver.TAG ? RESIDUAL_OF_TAG : RESIDUAL_OF_MEDIA)
            .replace("{key}", isByTime(sort) ? "created_at" : "size_bytes")
            .replace("{id}", page.driver().id)
            .replace("{number}", page.driver().number);
    return PAGE.replace("{columns}", MediaSql.MEDIA_COLUMNS)
        .replace("{runs}", fourTimes(run))
        .replace("{direction}", sort.isDescending() ? "DESC" : "ASC");
  }

  private static String renderCount(Driver driver) {
    String run =
        run(driver, "_time")
            .replace("{range}", IN_TIME_RANGE)
            .replace("{residual}", "TRUE")
            .replace("{key}", "created_at")
            .replace("{id}", driver.id)
            .replace("{number}", driver.number);
    return COUNT.replace("{runs}", fourTimes(run));
  }

  private static String run(Driver driver, String order) {
    return RUN.replace("{table}", driver.table)
        .replace("{index}", driver.index + order)
        .replace("{driven}", driver.condition);
  }

  private static String fourTimes(String run) {
    return Stream.of(
            of(run, "image", "0", "?2 AND ?4"),
            of(run, "image", "1", "?2 AND ?5"),
            of(run, "video", "0", "?3 AND ?4"),
            of(run, "video", "1", "?3 AND ?5"))
        .collect(Collectors.joining("        UNION ALL"));
  }

  private static String of(String run, String kind, String starred, String wanted) {
    return run.replace("{kind}", kind).replace("{starred}", starred).replace("{wanted}", wanted);
  }

  /**
   * The rows after a place in the order, in the time range. By time, one end of the range is folded
   * into the place, so that the index is entered there.
   */
  private static String after(MediaSort sort) {
    return switch (sort) {
      case NEWEST -> "(m.created_at, m.{id}) < (?6, ?7) AND m.created_at >= ?8";
      case OLDEST -> "(m.created_at, m.{id}) > (?6, ?7) AND m.created_at < ?9";
      case LARGEST -> "(m.size_bytes, m.{id}) < (?6, ?7) AND " + IN_TIME_RANGE;
      case SMALLEST -> "(m.size_bytes, m.{id}) > (?6, ?7) AND " + IN_TIME_RANGE;
    };
  }
}
