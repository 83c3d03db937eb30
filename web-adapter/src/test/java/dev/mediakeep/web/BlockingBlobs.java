package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.FreeSpace;
import dev.mediakeep.media.StagedBlob;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A store whose uploads and reads can be held at a gate, and which counts what it has staged. */
final class BlockingBlobs implements BlobStore {
  private static final long PATIENCE_SECONDS = 20;

  final AtomicInteger staging = new AtomicInteger();
  final AtomicInteger cutOff = new AtomicInteger();
  final Semaphore arrivals = new Semaphore(0);
  final CountDownLatch cutOffOnce = new CountDownLatch(1);
  private final BlobStore blobs;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  BlockingBlobs(BlobStore blobs) {
    this.blobs = blobs;
  }

  void shut() {
    gate = new CountDownLatch(1);
  }

  void open() {
    gate.countDown();
  }

  void awaitArrivals(int count) {
    try {
      if (!arrivals.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    }
  }

  private void pass() {
    arrivals.release();
    try {
      if (!gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody opened the gate");
      }
    } catch (InterruptedException e) {
      throw new MediakeepException(ErrorCode.STORE_UNAVAILABLE, "interrupted", e);
    }
  }

  @Override
  public StagedBlob stage(InputStream source) {
    staging.incrementAndGet();
    pass();
    try {
      return blobs.stage(
          new FilterInputStream(source) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
              try {
                return super.read(target, offset, length);
              } catch (IOException e) {
                cutOff.incrementAndGet();
                throw e;
              }
            }
          });
    } finally {
      staging.decrementAndGet();
      cutOffOnce.countDown();
    }
  }

  @Override
  public Optional<SeekableByteChannel> open(BlobKey key) {
    pass();
    return blobs.open(key);
  }

  @Override
  public boolean remove(BlobKey key) {
    return blobs.remove(key);
  }

  @Override
  public void forEachWhile(Predicate<StoredBlob> visitor) {
    blobs.forEachWhile(visitor);
  }

  @Override
  public int sweepStaged(Instant before) {
    return blobs.sweepStaged(before);
  }

  @Override
  public FreeSpace freeSpace() {
    return blobs.freeSpace();
  }
}
