package dev.mediakeep.sqlite;

import dev.mediakeep.error.Rules;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaTotals;
import dev.mediakeep.media.Page;
import dev.mediakeep.media.Sha256;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The records of media items and blobs in SQLite. */
final class SqliteMediaCatalog implements MediaCatalog {
  private static final int BLOB_SLICE = 1_000;
  private static final String BEFORE_ALL_HASHES = "";

  private final ReadPool reads;
  private final Writes writes;

  SqliteMediaCatalog(ReadPool reads, Writes writes) {
    this.reads = reads;
    this.writes = writes;
  }

  @Override
  public void add(Media media) {
    writes.write("adding a media item", session -> MediaChanges.add(session, media));
  }

  @Override
  public Optional<Media> addIfAbsent(Media media) {
    return writes.write("adding a media item", session -> MediaChanges.addIfAbsent(session, media));
  }

  @Override
  public Optional<Media> find(MediaId id) {
    return reads.read(
        "finding a media item",
        session -> session.call(MediaSql.FIND_MEDIA).with(id.toString()).first(MediaRows::media));
  }

  @Override
  public Page<Media> list(MediaQuery query) {
    return reads.read("listing media items", session -> Gallery.page(session, query));
  }

  @Override
  public boolean replace(Media media) {
    SqlWork<Boolean> unit = session -> MediaChanges.replace(session, media);
    return media.isTrashed()
        ? writes.writeFromReserve("moving a media item to the trash", unit)
        : writes.write("changing a media item", unit);
  }

  @Override
  public Purge purge(MediaId id, Optional<Long> expectedVersion) {
    return writes.writeFromReserve(
        "purging a media item", session -> MediaChanges.purge(session, id, expectedVersion));
  }

  @Override
  public List<MediaId> listTrashedBefore(Instant time, int limit) {
    Rules.inRange("limit", limit, 0, Integer.MAX_VALUE);
    return reads.read(
        "listing the trash",
        session ->
            session
                .call(MediaSql.LIST_TRASHED_BEFORE)
                .with(Times.ceilMillis(time))
                .with(limit)
                .all(MediaRows::mediaId));
  }

  @Override
  public Optional<Blob> findBlob(Sha256 hash) {
    return reads.read(
        "finding a blob",
        session -> session.call(MediaSql.FIND_BLOB).with(hash.hex()).first(MediaRows::blob));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Reads slice by slice and holds no snapshot while the consumer works, because a snapshot that
   * is held keeps the write-ahead log from being emptied. So the walk is not of one moment.
   */
  @Override
  public void forEachBlob(Consumer<Blob> consumer) {
    List<Blob> slice = blobsAfter(BEFORE_ALL_HASHES);
    while (!slice.isEmpty()) {
      slice.forEach(consumer);
      slice = blobsAfter(slice.getLast().hash().hex());
    }
  }

  private List<Blob> blobsAfter(String hash) {
    return reads.read(
        "listing blobs",
        session ->
            session
                .call(MediaSql.LIST_BLOBS_AFTER)
                .with(hash)
                .with(BLOB_SLICE)
                .all(MediaRows::blob));
  }

  /** Goes once through the writer's queue and takes the database's lock. */
  @Override
  public void ping() {
    writes.write("asking the writer", session -> true);
  }

  @Override
  public MediaTotals totals() {
    return reads.read(
        "counting media items",
        session -> session.call(MediaSql.TOTALS).first(SqliteMediaCatalog::totals).orElseThrow());
  }

  private static MediaTotals totals(Row row) throws SQLException {
    long all = row.number();
    long trashed = row.number();
    return new MediaTotals(all - trashed, trashed, row.number(), row.number());
  }
}
