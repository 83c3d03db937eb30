package dev.mediakeep.memory;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.FreeSpace;
import dev.mediakeep.media.Sha256;
import dev.mediakeep.media.StagedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files in memory, gone with the object; each may have at most 2 GB, and all of them together as
 * much as the store was given, by default without a bound. Nothing is ever left staged, since there
 * is no crash to outlive. Thread-safe.
 */
public final class InMemoryBlobStore implements BlobStore {
  private final Map<BlobKey, Entry> entries = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final AtomicLong freeBytes;

  private static final class Entry {
    private final byte[] bytes;
    private final Instant modifiedAt;

    Entry(byte[] bytes, Instant modifiedAt) {
      this.bytes = bytes;
      this.modifiedAt = modifiedAt;
    }
  }

  /** An empty store that takes the time of publication from this clock. */
  public InMemoryBlobStore(InstantSource clock) {
    this(clock, Long.MAX_VALUE);
  }

  /** The same on a disk of this size, which can be full. */
  public InMemoryBlobStore(InstantSource clock, long capacityBytes) {
    this.clock = clock;
    this.freeBytes = new AtomicLong(capacityBytes);
  }

  @Override
  public StagedBlob stage(InputStream source) {
    byte[] bytes;
    try {
      bytes = source.readAllBytes();
    } catch (IOException e) {
      throw new MediakeepException(ErrorCode.UPLOAD_INTERRUPTED, "the upload broke off", e);
    }
    if (freeBytes.addAndGet(-bytes.length) < 0) {
      freeBytes.addAndGet(bytes.length);
      throw new MediakeepException(
          ErrorCode.DISK_FULL, "writing an upload failed: the disk is full");
    }
    return new Staged(bytes);
  }

  @Override
  public Optional<SeekableByteChannel> open(BlobKey key) {
    return Optional.ofNullable(entries.get(key)).map(entry -> new BytesChannel(entry.bytes));
  }

  @Override
  public boolean remove(BlobKey key) {
    Entry removed = entries.remove(key);
    free(removed);
    return removed != null;
  }

  private void free(@Nullable Entry entry) {
    if (entry != null) {
      freeBytes.addAndGet(entry.bytes.length);
    }
  }

  @Override
  public void forEachWhile(Predicate<StoredBlob> visitor) {
    boolean wantsMore = true;
    Iterator<Map.Entry<BlobKey, Entry>> left = entries.entrySet().iterator();
    while (wantsMore && left.hasNext()) {
      Map.Entry<BlobKey, Entry> next = left.next();
      Entry entry = next.getValue();
      wantsMore = visitor.test(new StoredBlob(next.getKey(), entry.bytes.length, entry.modifiedAt));
    }
  }

  @Override
  public int sweepStaged(Instant before) {
    return 0;
  }

  @Override
  public FreeSpace freeSpace() {
    FreeSpace.Place memory = new FreeSpace.Place("memory", freeBytes.get());
    return new FreeSpace(memory, memory);
  }

  private static Sha256 hashOf(byte[] bytes) {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java platform has SHA-256", e);
    }
  }

  private final class Staged implements StagedBlob {
    private final byte[] bytes;
    private final Sha256 hash;
    private boolean ended;

    Staged(byte[] bytes) {
      this.bytes = bytes;
      this.hash = hashOf(bytes);
    }

    @Override
    public Sha256 hash() {
      return hash;
    }

    @Override
    public long sizeBytes() {
      return bytes.length;
    }

    @Override
    public SeekableByteChannel open() {
      requireStaged();
      return new BytesChannel(bytes);
    }

    @Override
    public void publish(MediaFormat format) {
      requireStaged();
      free(entries.put(new BlobKey(hash, format), new Entry(bytes, clock.instant())));
      ended = true;
    }

    private void requireStaged() {
      if (ended) {
        throw new IllegalStateException("the staged bytes were published or discarded");
      }
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        freeBytes.addAndGet(bytes.length);
      }
    }
  }
}
