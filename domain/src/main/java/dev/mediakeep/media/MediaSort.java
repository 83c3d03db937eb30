package dev.mediakeep.media;

import java.util.Comparator;

/** The order of a page. Equal keys are ordered by id, in the same direction. */
public enum MediaSort {
  NEWEST(true, Key.TIME),
  OLDEST(false, Key.TIME),
  LARGEST(true, Key.SIZE),
  SMALLEST(false, Key.SIZE);

  /** What is compared. */
  private enum Key {
    TIME,
    SIZE
  }

  private final boolean descending;
  private final Key key;

  MediaSort(boolean descending, Key key) {
    this.descending = descending;
    this.key = key;
  }

  public boolean isDescending() {
    return descending;
  }

  /** The number that an item is sorted by: milliseconds since 1970, or bytes. */
  public long keyOf(Media media) {
    return switch (key) {
      case TIME -> media.createdAt().toEpochMilli();
      case SIZE -> media.blob().sizeBytes();
    };
  }

  /** Whether the item comes after the cursor's place. */
  public boolean isAfter(Media media, Cursor cursor) {
    int byKey = Long.compare(keyOf(media), cursor.key());
    int order = byKey != 0 ? byKey : media.id().compareTo(cursor.id());
    return descending ? order < 0 : order > 0;
  }

  /** The order itself, as an adapter in memory needs it. */
  public Comparator<Media> comparator() {
    Comparator<Media> ascending = Comparator.comparingLong(this::keyOf).thenComparing(Media::id);
    return descending ? ascending.reversed() : ascending;
  }
}
