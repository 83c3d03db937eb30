package dev.mediakeep.sqlite;

import dev.mediakeep.media.MediaSort;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of the gallery: one for each {@link Driver} and sort order, rendered once from the
 * templates below, because sixteen constants that differ in four words each would hide in what they
 * differ.
 *
 * <p>Each index starts with the driver's column, then (trashed, kind, starred), then the sort key
 * and the id. So each combination of kind and star is one contiguous, sorted run of the index, and
 * a page is the merge of at most four such runs, of which SQLite reads no more rows than the page
 * holds: no sort, and no row is read that does not match, whatever the size of the library.
 *
 * <p>Only what the driver does not cover is residual, checked row by row: a second and third of
 * owner, model and tag, and the time range where the order is by size.
 */
final class GallerySql {
  /** Which filter leads to the rows. */
  enum Driver {
    NOTHING("media", "id", "media_by", ""),
    OWNER("media", "id", "media_by_owner", "m.owner = ?11 AND "),
    MODEL("media", "id", "media_by_model", "m.model = ?12 AND "),
    TAG("media_tag", "media_id", "media_tag_by", "m.tag = ?13 AND ");

    private final String table;
    private final String id;
    private final String index;
    private final String condition;

    Driver(String table, String id, String index, String condition) {
      this.table = table;
      this.id = id;
      this.index = index;
      this.condition = condition;
    }
  }

  /** The ids come in order, but a join is free to lose it: the reader sorts again. */
  private static final String PAGE =
      """
      SELECT {columns}
        FROM ({runs}
               ORDER BY sort_key {direction}, id {direction}
               LIMIT ?10) AS page
       CROSS JOIN media AS m ON m.id = page.id
       CROSS JOIN blob AS b ON b.sha256 = m.sha256
      """;

  /** ?2 to ?5 switch it on or off. */
  private static final String RUN =
      """

              SELECT m.{key} AS sort_key, m.{id} AS id
                FROM {table} AS m INDEXED BY {index}
               WHERE {driven}m.trashed = ?1 AND m.kind = '{kind}' AND m.starred = {starred}
                 AND {wanted}
                 AND {range}
                 AND {residual}
      """;

  private static final String RESIDUAL_OF_MEDIA =
      """
      (?14 OR m.owner = ?11) AND (?15 OR m.model = ?12)
                 AND (?16 OR EXISTS (SELECT 1 FROM media_tag AS t
                                      WHERE t.media_id = m.id AND t.tag = ?13))\
      """;

  private static final String RESIDUAL_OF_TAG =
      """
      (?14 OR ?11 = (SELECT i.owner FROM media AS i WHERE i.id = m.media_id))
                 AND (?15 OR ?12 = (SELECT i.model FROM media AS i WHERE i.id = m.media_id))
                 AND ?16\
      """;

  private static final String COUNT_OF_OWNER =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM media INDEXED BY media_by_owner_time
         WHERE owner = ? AND trashed = ? LIMIT ?)
      """;

  private static final String COUNT_OF_MODEL =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM media INDEXED BY media_by_model_time
         WHERE model = ? AND trashed = ? LIMIT ?)
      """;

  private static final String COUNT_OF_TAG =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM media_tag INDEXED BY media_tag_by_time
         WHERE tag = ? AND trashed = ? LIMIT ?)
      """;

  private static final Map<Page, String> PAGES =
      Arrays.stream(Driver.values())
          .flatMap(driver -> Arrays.stream(MediaSort.values()).map(sort -> new Page(driver, sort)))
          .collect(Collectors.toUnmodifiableMap(Function.identity(), GallerySql::render));

  private record Page(Driver driver, MediaSort sort) {}

  private GallerySql() {}

  static String page(Driver driver, MediaSort sort) {
    return Objects.requireNonNull(PAGES.get(new Page(driver, sort)));
  }

  /** Counts what a filter leads to, as far as a limit. */
  static String count(Driver driver) {
    return switch (driver) {
      case OWNER -> COUNT_OF_OWNER;
      case MODEL -> COUNT_OF_MODEL;
      case TAG -> COUNT_OF_TAG;
      case NOTHING -> throw new IllegalArgumentException("nothing leads everywhere");
    };
  }

  private static String render(Page page) {
    Driver driver = page.driver();
    MediaSort sort = page.sort();
    String runs =
        Stream.of(
                run(driver, sort, "image", "0", "?2 AND ?4"),
                run(driver, sort, "image", "1", "?2 AND ?5"),
                run(driver, sort, "video", "0", "?3 AND ?4"),
                run(driver, sort, "video", "1", "?3 AND ?5"))
            .collect(Collectors.joining("        UNION ALL"));
    return PAGE.replace("{columns}", MediaSql.MEDIA_COLUMNS)
        .replace("{runs}", runs)
        .replace("{direction}", sort.isDescending() ? "DESC" : "ASC");
  }

  private static String run(
      Driver driver, MediaSort sort, String kind, String starred, String wanted) {
    return RUN.replace("{range}", range(sort))
        .replace("{residual}", driver == Driver.TAG ? RESIDUAL_OF_TAG : RESIDUAL_OF_MEDIA)
        .replace("{key}", isByTime(sort) ? "created_at" : "size_bytes")
        .replace("{id}", driver.id)
        .replace("{table}", driver.table)
        .replace("{index}", driver.index + (isByTime(sort) ? "_time" : "_size"))
        .replace("{driven}", driver.condition)
        .replace("{kind}", kind)
        .replace("{starred}", starred)
        .replace("{wanted}", wanted);
  }

  private static boolean isByTime(MediaSort sort) {
    return switch (sort) {
      case NEWEST, OLDEST -> true;
      case LARGEST, SMALLEST -> false;
    };
  }

  /**
   * From where to where the run goes. By time, one end of the time range is folded into the start,
   * so that the index is entered at the right place; by size the range is residual.
   */
  private static String range(MediaSort sort) {
    return switch (sort) {
      case NEWEST -> "(m.created_at, m.{id}) < (?6, ?7) AND m.created_at >= ?8";
      case OLDEST -> "(m.created_at, m.{id}) > (?6, ?7) AND m.created_at < ?9";
      case LARGEST ->
          "(m.size_bytes, m.{id}) < (?6, ?7) AND m.created_at >= ?8 AND m.created_at < ?9";
      case SMALLEST ->
          "(m.size_bytes, m.{id}) > (?6, ?7) AND m.created_at >= ?8 AND m.created_at < ?9";
    };
  }
}
