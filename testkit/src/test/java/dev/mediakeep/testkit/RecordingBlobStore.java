package dev.mediakeep.testkit;

import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.FreeSpace;
import dev.mediakeep.media.Sha256;
import dev.mediakeep.media.StagedBlob;
import dev.mediakeep.memory.InMemoryBlobStore;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Blobs in memory; remembers how much was staged and which handles are still open. */
final class RecordingBlobStore implements BlobStore {
  private final BlobStore store;
  private final AtomicInteger openHandles = new AtomicInteger();
  private final AtomicLong largestStagedBytes = new AtomicLong();

  private volatile Optional<FreeSpace> freeSpace = Optional.empty();

  RecordingBlobStore(InstantSource clock) {
    store = new InMemoryBlobStore(clock);
  }

  /** Lets the disks have so much room from now on, whatever is staged. */
  void freeBytes(long files, long records) {
    freeSpace =
        Optional.of(
            new FreeSpace(
                new FreeSpace.Place("files", files), new FreeSpace.Place("records", records)));
  }

  /** Staged blobs that nobody has closed. */
  int openHandles() {
    return openHandles.get();
  }

  /** The size of the largest upload that was ever staged; 0 when nothing was. */
  long largestStagedBytes() {
    return largestStagedBytes.get();
  }

  @Override
  public StagedBlob stage(InputStream source) {
    StagedBlob staged = store.stage(source);
    openHandles.incrementAndGet();
    largestStagedBytes.accumulateAndGet(staged.sizeBytes(), Math::max);
    return new Handle(staged);
  }

  @Override
  public Optional<SeekableByteChannel> open(BlobKey key) {
    return store.open(key);
  }

  @Override
  public boolean remove(BlobKey key) {
    return store.remove(key);
  }

  @Override
  public void forEachWhile(Predicate<StoredBlob> visitor) {
    store.forEachWhile(visitor);
  }

  @Override
  public int sweepStaged(Instant before) {
    return store.sweepStaged(before);
  }

  @Override
  public FreeSpace freeSpace() {
    return freeSpace.orElseGet(store::freeSpace);
  }

  private final class Handle implements StagedBlob {
    private final StagedBlob staged;
    private boolean closed;

    Handle(StagedBlob staged) {
      this.staged = staged;
    }

    @Override
    public Sha256 hash() {
      return staged.hash();
    }

    @Override
    public long sizeBytes() {
      return staged.sizeBytes();
    }

    @Override
    public SeekableByteChannel open() {
      return staged.open();
    }

    @Override
    public void publish(MediaFormat format) {
      staged.publish(format);
    }

    @Override
    public void close() {
      staged.close();
      if (!closed) {
        closed = true;
        openHandles.decrementAndGet();
      }
    }
  }
}
