package dev.mediakeep.media;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The free space that uploads leave alone, so that deleting, which writes before it frees anything,
 * always has room.
 *
 * <p>An upload is promised a step at a time and asks again when it has written that, so that a
 * length that was not declared, or not truly, makes no difference. What is promised and perhaps not
 * written yet is counted against the others: however many come in at once, the floor holds.
 * Thread-safe.
 */
final class SpaceFloor {
  /** Asking costs microseconds, hashing as many bytes as this costs a hundred times that. */
  static final long STEP_BYTES = 1 << 20;

  private final BlobStore blobs;
  private final long floorBytes;
  private final AtomicLong promisedBytes = new AtomicLong();

  SpaceFloor(BlobStore blobs, long floorBytes) {
    this.blobs = blobs;
    this.floorBytes = floorBytes;
  }

  /** Why an upload of that length would not be taken in now; empty where there is room for it. */
  Optional<Problem> shortage(long lengthBytes) {
    return shortageWith(promisedBytes.get() + Math.max(lengthBytes, STEP_BYTES));
  }

  private Optional<Problem> shortageWith(long comingBytes) {
    FreeSpace free = blobs.freeSpace();
    return shortage(free.files(), comingBytes).or(() -> shortage(free.records(), 0));
  }

  private Optional<Problem> shortage(FreeSpace.Place place, long comingBytes) {
    return place.freeBytes() - comingBytes >= floorBytes
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ErrorCode.DISK_LOW,
                "the disk of "
                    + place.folder()
                    + " must keep "
                    + floorBytes
                    + " bytes free, has "
                    + place.freeBytes()
                    + (comingBytes == 0 ? "" : ", of which uploads would take " + comingBytes)));
  }

  /** The source, which can be read as long as there is room for what comes out of it. */
  GuardedSource guard(InputStream source) {
    return new GuardedSource(source, this);
  }

  /** Counts a step against the others, until it is given back. */
  void promise() {
    promisedBytes.addAndGet(STEP_BYTES);
  }

  void giveBack() {
    promisedBytes.addAndGet(-STEP_BYTES);
  }

  /**
   * Asks whether there is room for all that is promised.
   *
   * @throws MediakeepException with {@link ErrorCode#DISK_LOW} when there is not
   */
  void requireRoom() {
    Optional<Problem> shortage = shortageWith(promisedBytes.get());
    if (shortage.isPresent()) {
      throw new MediakeepException(shortage.get());
    }
  }
}
