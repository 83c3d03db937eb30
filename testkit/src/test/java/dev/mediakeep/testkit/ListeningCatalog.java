package dev.mediakeep.testkit;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaTotals;
import dev.mediakeep.media.Page;
import dev.mediakeep.media.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A catalog that lets something happen right after the trash was listed. */
record ListeningCatalog(MediaCatalog catalog, Runnable afterListingTrash) implements MediaCatalog {
  @Override
  public void add(Media media) {
    catalog.add(media);
  }

  @Override
  public Optional<Media> addIfAbsent(Media media) {
    return catalog.addIfAbsent(media);
  }

  @Override
  public Optional<Media> find(MediaId id) {
    return catalog.find(id);
  }

  @Override
  public Page<Media> list(MediaQuery query) {
    return catalog.list(query);
  }

  @Override
  public boolean replace(Media media) {
    return catalog.replace(media);
  }

  @Override
  public Purge purge(MediaId id, Optional<Long> expectedVersion) {
    return catalog.purge(id, expectedVersion);
  }

  @Override
  public List<MediaId> listTrashedBefore(Instant time, int limit) {
    List<MediaId> due = catalog.listTrashedBefore(time, limit);
    afterListingTrash.run();
    return due;
  }

  @Override
  public Optional<Blob> findBlob(Sha256 hash) {
    return catalog.findBlob(hash);
  }

  @Override
  public void forEachBlob(Consumer<Blob> consumer) {
    catalog.forEachBlob(consumer);
  }

  @Override
  public MediaTotals totals() {
    return catalog.totals();
  }

  @Override
  public void ping() {
    catalog.ping();
  }
}
