package dev.mediakeep.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.media.Sha256;
import dev.mediakeep.media.StagedBlob;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/**
 * An upload in the staging folder. It is forced through the descriptor that wrote it: one opened
 * later might not be told of a write that failed.
 */
final class StagedFile implements StagedBlob {
  private final FileBlobStore store;
  private final StagingArea.Part part;
  private final Sha256 hash;
  private final long sizeBytes;
  private State state = State.STAGED;

  private enum State {
    STAGED,
    FAILED,
    ENDED
  }

  StagedFile(FileBlobStore store, StagingArea.Part part, Sha256 hash, long sizeBytes) {
    this.store = store;
    this.part = part;
    this.hash = hash;
    this.sizeBytes = sizeBytes;
  }

  StagingArea.Part part() {
    return part;
  }

  @Override
  public Sha256 hash() {
    return hash;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public SeekableByteChannel open() {
    requireStaged();
    return store.whileOpen(
        "reading an upload back failed", () -> FileChannel.open(part.path(), READ, NOFOLLOW_LINKS));
  }

  @Override
  public void publish(MediaFormat format) {
    requireStaged();
    // Once forcing has failed, the system may have dropped what it could not write: forcing again
    // would succeed and mean nothing.
    state = State.FAILED;
    store.publish(this, format);
    state = State.ENDED;
  }

  private void requireStaged() {
    if (state != State.STAGED) {
      throw new IllegalStateException("the staged bytes were published, discarded or lost");
    }
  }

  @Override
  public void close() {
    if (state != State.ENDED) {
      state = State.ENDED;
      store.discard(part);
    }
  }
}
