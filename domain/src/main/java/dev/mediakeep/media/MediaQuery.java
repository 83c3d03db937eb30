package dev.mediakeep.media;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.OwnerId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which media items, in which order, from where on. By default the newest 50 that are not in the
 * trash.
 */
public final class MediaQuery {
  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 200;

  private final Filter filter;
  private final MediaSort sort;
  private final int limit;
  private final Optional<Cursor> after;

  /**
   * What an item must be to be listed; an empty component does not restrict.
   *
   * @param tag one of the item's tags, exactly
   * @param from created at this time or later
   * @param until created before this time
   * @param trashed whether the trash is listed, instead of what is not in it
   */
  public record Filter(
      Optional<MediaKind> kind,
      Optional<OwnerId> owner,
      Optional<String> tag,
      Optional<String> model,
      Optional<Boolean> starred,
      Optional<Instant> from,
      Optional<Instant> until,
      boolean trashed) {
    /** Whether the item passes, as an adapter in memory needs it. */
    public boolean matches(Media media) {
      MediaDetails details = media.details();
      return trashed == media.isTrashed()
          && kind.map(media.kind()::equals).orElse(true)
          && owner.map(details.owner()::equals).orElse(true)
          && tag.map(details.tags().values()::contains).orElse(true)
          && model.map(wanted -> details.recipe().model().equals(model)).orElse(true)
          && starred.map(wanted -> wanted == details.starred()).orElse(true)
          && from.map(start -> !media.createdAt().isBefore(start)).orElse(true)
          && until.map(media.createdAt()::isBefore).orElse(true);
    }
  }

  private MediaQuery(Builder builder) {
    filter =
        new Filter(
            builder.kind,
            builder.owner,
            builder.tag,
            builder.model,
            builder.starred,
            builder.from,
            builder.until,
            builder.trashed);
    sort = builder.sort;
    limit = (int) Rules.inRange("limit", builder.limit, 1, MAX_LIMIT);
    after = builder.after;
    after.ifPresent(this::requireOwnCursor);
  }

  private void requireOwnCursor(Cursor cursor) {
    if (!cursor.query().equals(fingerprint())) {
      throw Cursor.refused("cursor must come from a page of the same filters and sort");
    }
  }

  /** The first page with the default order and size. */
  public static MediaQuery ofDefaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  public Filter filter() {
    return filter;
  }

  public MediaSort sort() {
    return sort;
  }

  /** The most items that a page may hold, 1 to {@link #MAX_LIMIT}. */
  public int limit() {
    return limit;
  }

  public Optional<Cursor> after() {
    return after;
  }

  /**
   * The page of this query that these items make.
   *
   * @param found the matches after the cursor in this query's order, one more than the limit where
   *     there are so many: that one is left out and stands for the next page
   */
  public Page<Media> pageOf(List<Media> found) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    List<Media> items = found.subList(0, limit);
    return new Page<>(items, Optional.of(cursorAfter(items.getLast())));
  }

  private Cursor cursorAfter(Media last) {
    return new Cursor(fingerprint(), sort.keyOf(last), last.id());
  }

  private String fingerprint() {
    return String.format("%08x", Objects.hash(filter.toString(), sort.name()));
  }

  /** Collects a query. Not thread-safe. */
  public static final class Builder {
    private Optional<MediaKind> kind = Optional.empty();
    private Optional<OwnerId> owner = Optional.empty();
    private Optional<String> tag = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<Boolean> starred = Optional.empty();
    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private boolean trashed;
    private MediaSort sort = MediaSort.NEWEST;
    private int limit = DEFAULT_LIMIT;
    private Optional<Cursor> after = Optional.empty();

    private Builder() {}

    public Builder kind(MediaKind wanted) {
      kind = Optional.of(wanted);
      return this;
    }

    public Builder owner(OwnerId wanted) {
      owner = Optional.of(wanted);
      return this;
    }

    public Builder tag(String wanted) {
      tag = Optional.of(wanted);
      return this;
    }

    public Builder model(String wanted) {
      model = Optional.of(wanted);
      return this;
    }

    public Builder starred(boolean wanted) {
      starred = Optional.of(wanted);
      return this;
    }

    /** Created at this time or later. */
    public Builder from(Instant start) {
      from = Optional.of(start);
      return this;
    }

    /** Created before this time. */
    public Builder until(Instant end) {
      until = Optional.of(end);
      return this;
    }

    /** Lists the trash instead of what is not in it. */
    public Builder trashed(boolean inTrash) {
      trashed = inTrash;
      return this;
    }

    public Builder sort(MediaSort order) {
      sort = order;
      return this;
    }

    /** At most that many items, 1 to {@link #MAX_LIMIT}. */
    public Builder limit(int items) {
      limit = items;
      return this;
    }

    /** From the place after an earlier page of the same filters and order. */
    public Builder after(Cursor cursor) {
      after = Optional.of(cursor);
      return this;
    }

    /**
     * The query as collected.
     *
     * @throws InvalidValueException when the limit is out of range
     * @throws dev.mediakeep.error.MediakeepException with {@code CURSOR_INVALID} when the cursor is
     *     of another query
     */
    public MediaQuery build() {
      return new MediaQuery(this);
    }
  }
}
