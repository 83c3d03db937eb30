package dev.mediakeep.web;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaTotals;
import dev.mediakeep.media.Page;
import dev.mediakeep.media.Sha256;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A catalog whose look-ups and lists fail as the test says. */
final class FaultyCatalog implements MediaCatalog {
  private final MediaCatalog catalog = new InMemoryMediaCatalog();
  private volatile Supplier<RuntimeException> fault = () -> null;

  void failWith(Supplier<RuntimeException> next) {
    fault = next;
  }

  private void mayFail() {
    RuntimeException thrown = fault.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public void add(Media media) {
    mayFail();
    catalog.add(media);
  }

  @Override
  public Optional<Media> addIfAbsent(Media media) {
    mayFail();
    return catalog.addIfAbsent(media);
  }

  @Override
  public Optional<Media> find(MediaId id) {
    mayFail();
    return catalog.find(id);
  }

  @Override
  public Page<Media> list(MediaQuery query) {
    mayFail();
    return catalog.list(query);
  }

  @Override
  public void ping() {
    mayFail();
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
    return catalog.listTrashedBefore(time, limit);
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
}
