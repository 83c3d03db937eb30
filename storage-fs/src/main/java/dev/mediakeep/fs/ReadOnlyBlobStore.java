package dev.mediakeep.fs;

import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.FreeSpace;
import dev.mediakeep.media.StagedBlob;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** A store that is looked at while another process may write to it. */
final class ReadOnlyBlobStore implements BlobStore {
  private final BlobStore store;

  ReadOnlyBlobStore(BlobStore store) {
    this.store = store;
  }

  @Override
  public StagedBlob stage(InputStream source) {
    throw refused();
  }

  @Override
  public Optional<SeekableByteChannel> open(BlobKey key) {
    return store.open(key);
  }

  @Override
  public boolean remove(BlobKey key) {
    throw refused();
  }

  @Override
  public void forEachWhile(Predicate<StoredBlob> visitor) {
    store.forEachWhile(visitor);
  }

  @Override
  public int sweepStaged(Instant before) {
    throw refused();
  }

  @Override
  public FreeSpace freeSpace() {
    return store.freeSpace();
  }

  private static UnsupportedOperationException refused() {
    return new UnsupportedOperationException("the home folder is open for reading only");
  }
}
