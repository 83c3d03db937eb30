package dev.mediakeep.memory;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaTotals;
import dev.mediakeep.media.Page;
import dev.mediakeep.media.Sha256;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Records in memory, gone with the object. Thread-safe: one lock over everything. */
public final class InMemoryMediaCatalog implements MediaCatalog {
  private final TreeMap<MediaId, Media> items = new TreeMap<>();

  /** An empty catalog. */
  public InMemoryMediaCatalog() {}

  @Override
  public synchronized void add(Media media) {
    if (items.containsKey(media.id())) {
      throw new MediakeepException(
          ErrorCode.MEDIA_EXISTS, "id must be new, there is a media item " + media.id());
    }
    media.details().origin().parent().ifPresent(this::requireParent);
    items.put(media.id(), withBlob(media, findBlob(media.blob().hash()).orElse(media.blob())));
  }

  private static Media withBlob(Media media, Blob blob) {
    return new Media(
        media.id(), blob, media.details(), media.createdAt(), media.version(), media.trashedAt());
  }

  private void requireParent(MediaId parent) {
    if (!items.containsKey(parent)) {
      throw new MediakeepException(
          Problem.of(
                  ErrorCode.PARENT_UNKNOWN,
                  "parent must be a media item that exists, was " + parent)
              .withField("parent"));
    }
  }

  @Override
  public synchronized Optional<Media> addIfAbsent(Media media) {
    Optional<Media> existing =
        items.values().stream()
            .filter(item -> !item.isTrashed())
            .filter(item -> item.details().owner().equals(media.details().owner()))
            .filter(item -> item.blob().hash().equals(media.blob().hash()))
            .min(Comparator.comparing(Media::createdAt).thenComparing(Media::id));
    if (existing.isEmpty()) {
      add(media);
    }
    return existing;
  }

  @Override
  public synchronized Optional<Media> find(MediaId id) {
    return Optional.ofNullable(items.get(id));
  }

  @Override
  public synchronized Page<Media> list(MediaQuery query) {
    List<Media> found =
        items.values().stream()
            .filter(query.filter()::matches)
            .sorted(query.sort().comparator())
            .filter(item -> isAfterCursor(item, query))
            .limit(query.limit() + 1L)
            .toList();
    return query.pageOf(found);
  }

  private static boolean isAfterCursor(Media item, MediaQuery query) {
    return query.after().map(cursor -> query.sort().isAfter(item, cursor)).orElse(true);
  }

  @Override
  public synchronized boolean replace(Media media) {
    Media stored = items.get(media.id());
    if (stored == null || stored.version() != media.version() - 1) {
      return false;
    }
    items.put(
        media.id(),
        new Media(
            stored.id(),
            stored.blob(),
            media.details().toBuilder().origin(stored.details().origin()).build(),
            stored.createdAt(),
            media.version(),
            media.trashedAt()));
    return true;
  }

  @Override
  public synchronized Purge purge(MediaId id, Optional<Long> expectedVersion) {
    Media stored = items.get(id);
    if (stored == null) {
      return new Purge.Absent();
    }
    if (expectedVersion.filter(version -> version != stored.version()).isPresent()) {
      return new Purge.Stale(stored.version());
    }
    if (!stored.isTrashed()) {
      return new Purge.NotTrashed();
    }
    items.remove(id);
    items.replaceAll((key, item) -> isChildOf(item, id) ? item.withoutParent() : item);
    return findBlob(stored.blob().hash()).isPresent()
        ? new Purge.ItemOnly()
        : new Purge.ItemAndBlob(stored.blob().key());
  }

  private static boolean isChildOf(Media item, MediaId parent) {
    return item.details().origin().parent().equals(Optional.of(parent));
  }

  @Override
  public synchronized List<MediaId> listTrashedBefore(Instant time, int limit) {
    return items.values().stream()
        .filter(item -> item.trashedAt().filter(time::isAfter).isPresent())
        .sorted(
            Comparator.comparing((Media item) -> item.trashedAt().orElseThrow())
                .thenComparing(Media::id))
        .limit(limit)
        .map(Media::id)
        .toList();
  }

  @Override
  public synchronized Optional<Blob> findBlob(Sha256 hash) {
    return blobs().filter(blob -> blob.hash().equals(hash)).findFirst();
  }

  @Override
  public void forEachBlob(Consumer<Blob> consumer) {
    List<Blob> snapshot;
    synchronized (this) {
      snapshot = blobs().sorted(Comparator.comparing(Blob::hash)).toList();
    }
    snapshot.forEach(consumer);
  }

  private Stream<Blob> blobs() {
    return items.values().stream().map(Media::blob).distinct();
  }

  /** It always would. */
  @Override
  public void ping() {}

  @Override
  public synchronized MediaTotals totals() {
    long trashed = items.values().stream().filter(Media::isTrashed).count();
    return new MediaTotals(
        items.size() - trashed, trashed, blobs().count(), blobs().mapToLong(Blob::sizeBytes).sum());
  }
}
