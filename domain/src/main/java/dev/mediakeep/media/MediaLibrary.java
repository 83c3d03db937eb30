package dev.mediakeep.media;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.format.MediaProbe;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.MediaId;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Media items from coming in to being purged. This is what apps call.
 *
 * <p>A file is published before its record is committed, and its record is removed before the file
 * is: a crash at any point leaves at most a file without a record, which {@link #sweep} removes
 * later, and never a record without its file.
 *
 * <p>Thread-safe. Methods that change something return when the change is durable, and throw {@link
 * MediakeepException} as the ports do.
 */
public final class MediaLibrary {
  private static final int SWEEP_SLICE = 100;

  private final MediaCatalog catalog;
  private final BlobStore blobs;
  private final Intake intake;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final HashLocks locks = new HashLocks();

  /**
   * A library over these ports.
   *
   * @param probe finds out what the bytes are
   * @param limits what is too much for one item
   * @param clock the time of creation and of moving to the trash
   */
  public MediaLibrary(
      MediaCatalog catalog,
      BlobStore blobs,
      MediaProbe probe,
      MediaLimits limits,
      InstantSource clock,
      IdGenerator ids) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.intake = new Intake(blobs, probe, limits);
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Takes a file in. The source is read to its end when the file is kept, and not closed.
   *
   * @throws MediakeepException with {@link ErrorCode#UPLOAD_INTERRUPTED} when the source fails,
   *     {@link ErrorCode#PARENT_UNKNOWN} when the parent is not there, {@link ErrorCode#DISK_LOW}
   *     when less of the disk would stay free than {@link MediaLimits#minFreeBytes}: before a byte
   *     is read where the declared length tells, on the way otherwise; nothing is kept then
   */
  public AddResult add(NewMedia request, InputStream source) {
    request.details().origin().parent().ifPresent(this::requireParent);
    return switch (intake.take(request, source)) {
      case Intake.Outcome.Refused(var problem) -> new AddResult.Refused(problem);
      case Intake.Outcome.Accepted(StagedBlob staged, var shape) -> {
        try (staged) {
          Blob blob = new Blob(staged.hash(), staged.sizeBytes(), shape);
          yield locks.holding(blob.hash(), () -> keep(request, staged, blob));
        }
      }
    };
  }

  /** Spares the upload where the parent is not there; the catalog asks again when it is. */
  private void requireParent(MediaId parent) {
    if (catalog.find(parent).isEmpty()) {
      throw new MediakeepException(
          Problem.of(
                  ErrorCode.PARENT_UNKNOWN,
                  "parent must be a media item that exists, was " + parent)
              .withField("parent"));
    }
  }

  private AddResult keep(NewMedia request, StagedBlob staged, Blob blob) {
    staged.publish(blob.shape().format());
    try {
      return record(request, blob);
    } catch (MediakeepException e) {
      if (e.code() == ErrorCode.PARENT_UNKNOWN || e.code() == ErrorCode.MEDIA_EXISTS) {
        removeIfStray(blob.key()); // after any other failure the record may yet turn out to be kept
      }
      throw e;
    }
  }

  private AddResult record(NewMedia request, Blob blob) {
    Media media = Media.of(ids.nextMediaId(), blob, request.details(), clock.instant());
    return switch (request.duplicates()) {
      case ADD -> {
        catalog.add(media);
        yield new AddResult.Added(media);
      }
      case REUSE ->
          catalog
              .addIfAbsent(media)
              .<AddResult>map(AddResult.Existing::new)
              .orElseGet(() -> new AddResult.Added(media));
    };
  }

  /** The item, in the trash or not. */
  public Optional<Media> find(MediaId id) {
    return catalog.find(id);
  }

  /** One page of the items that match. */
  public Page<Media> list(MediaQuery query) {
    return catalog.list(query);
  }

  public MediaTotals totals() {
    return catalog.totals();
  }

  /**
   * Asks whether a change would come through now, and changes nothing; throws when it would not.
   */
  public void ping() {
    catalog.ping();
  }

  /**
   * Why no upload is taken in now: too little of the disk is free. Empty where there is room; all
   * else, such as deleting, works either way. Thrown by {@link #add} too.
   */
  public Optional<Problem> shortage() {
    return intake.shortage();
  }

  /**
   * Opens an item's file for reading. The caller closes the channel.
   *
   * @throws MediakeepException with {@link ErrorCode#BLOB_MISSING} when the file is not there
   */
  public SeekableByteChannel open(Blob blob) {
    return blobs
        .open(blob.key())
        .orElseThrow(() ->
            new MediakeepException(
                ErrorCode.BLOB_MISSING, "the file of this item is missing: " + blob.hash()));
  }

  /**
   * Changes an item's details.
   *
   * @param expectedVersion the version that the change was made for; empty to change whatever is
   *     there
   * @param change computes the new details; may be called more than once; owner and origin stay
   */
  public ChangeResult edit(
      MediaId id, Optional<Long> expectedVersion, UnaryOperator<MediaDetails> change) {
    return change(id, expectedVersion, media -> edited(media, change));
  }

  private static Media edited(Media media, UnaryOperator<MediaDetails> change) {
    MediaDetails before = media.details();
    MediaDetails after =
        change.apply(before).toBuilder().owner(before.owner()).origin(before.origin()).build();
    return after.equals(before) ? media : media.withDetails(after);
  }

  /** Moves an item to the trash, out of which it can be restored until it is purged. */
  public ChangeResult trash(MediaId id, Optional<Long> expectedVersion) {
    return catalog
        .find(id)
        .map(media -> locks.holding(media.blob().hash(), () -> trashHeld(id, expectedVersion)))
        .orElseGet(() -> new ChangeResult.Absent(id));
  }

  private ChangeResult trashHeld(MediaId id, Optional<Long> expectedVersion) {
    return change(
        id, expectedVersion, media -> media.isTrashed() ? media : media.trashed(clock.instant()));
  }

  /** Takes an item out of the trash. */
  public ChangeResult restore(MediaId id, Optional<Long> expectedVersion) {
    return change(id, expectedVersion, media -> media.isTrashed() ? media.restored() : media);
  }

  private ChangeResult change(
      MediaId id, Optional<Long> expectedVersion, UnaryOperator<Media> step) {
    while (true) {
      Optional<Media> found = catalog.find(id);
      if (found.isEmpty()) {
        return new ChangeResult.Absent(id);
      }
      Media current = found.get();
      if (expectedVersion.isPresent() && expectedVersion.get() != current.version()) {
        return new ChangeResult.Stale(current, expectedVersion.get());
      }
      Media next = step.apply(current);
      if (next.equals(current)) {
        return new ChangeResult.Unchanged(current);
      }
      if (catalog.replace(next)) {
        return new ChangeResult.Changed(next);
      }
    }
  }

  /** Removes an item from the trash for good, and its file unless other items share it. */
  public PurgeResult purge(MediaId id, Optional<Long> expectedVersion) {
    return catalog
        .find(id)
        .map(media -> locks.holding(media.blob().hash(), () -> purgeHeld(id, expectedVersion)))
        .orElseGet(() -> new PurgeResult.Absent(id));
  }

  private PurgeResult purgeHeld(MediaId id, Optional<Long> expectedVersion) {
    return switch (catalog.purge(id, expectedVersion)) {
      case MediaCatalog.Purge.ItemOnly() -> new PurgeResult.Purged(id);
      case MediaCatalog.Purge.ItemAndBlob(BlobKey blob) -> {
        blobs.remove(blob);
        yield new PurgeResult.Purged(id);
      }
      case MediaCatalog.Purge.Stale(long version) -> new PurgeResult.Stale(id, version);
      case MediaCatalog.Purge.NotTrashed() -> new PurgeResult.NotTrashed(id);
      case MediaCatalog.Purge.Absent() -> new PurgeResult.Absent(id);
    };
  }

  /** Sweeps to the end, as {@link #sweep(Duration, Duration, BooleanSupplier)} does. */
  public SweepReport sweep(Duration trashTerm, Duration strayGrace) {
    return sweep(trashTerm, strayGrace, () -> false);
  }

  /**
   * Purges what was in the trash for longer than its term, and removes files that no record refers
   * to, each asked again at the moment when it is removed.
   *
   * @param trashTerm how long an item stays in the trash
   * @param strayGrace how old a file must be before it counts as left behind
   * @param isStopped is asked before each item and file; the rest is left to the next sweep
   * @return what was removed, also where it was stopped
   */
  public SweepReport sweep(Duration trashTerm, Duration strayGrace, BooleanSupplier isStopped) {
    Instant now = clock.instant();
    long purged = sweepTrash(now.minus(trashTerm), isStopped);
    StraySweep strays = new StraySweep(now.minus(strayGrace), isStopped);
    if (!isStopped.getAsBoolean()) {
      blobs.forEachWhile(strays::consider);
    }
    int staged = isStopped.getAsBoolean() ? 0 : blobs.sweepStaged(now.minus(strayGrace));
    return new SweepReport(purged, strays.files, strays.bytes, staged);
  }

  private long sweepTrash(Instant before, BooleanSupplier isStopped) {
    long purged = 0;
    long slice;
    do {
      slice =
          catalog.listTrashedBefore(before, SWEEP_SLICE).stream()
              .takeWhile(id -> !isStopped.getAsBoolean())
              .filter(id -> purgeIfDue(id, before))
              .count();
      purged += slice;
    } while (slice > 0 && !isStopped.getAsBoolean());
    return purged;
  }

  /**
   * Purges an item unless somebody has taken it out of the trash since it was listed, be it to put
   * it there again: its term has started anew then. Moving to the trash holds the same lock.
   */
  private boolean purgeIfDue(MediaId id, Instant before) {
    return catalog
        .find(id)
        .map(listed ->
            locks.holding(
                listed.blob().hash(),
                () ->
                    isDue(id, before)
                        && purgeHeld(id, Optional.empty()) instanceof PurgeResult.Purged))
        .orElse(false);
  }

  private boolean isDue(MediaId id, Instant before) {
    return catalog.find(id).flatMap(Media::trashedAt).filter(before::isAfter).isPresent();
  }

  /** Removes a file unless there is a record of it; one of the same bytes may name another file. */
  private boolean removeIfStray(BlobKey key) {
    return locks.holding(
        key.hash(),
        () ->
            !catalog.findBlob(key.hash()).map(Blob::key).equals(Optional.of(key))
                && blobs.remove(key));
  }

  /** Removes the stored files that are old enough and have no record. */
  private final class StraySweep {
    private final Instant before;
    private final BooleanSupplier isStopped;
    private long files;
    private long bytes;

    StraySweep(Instant before, BooleanSupplier isStopped) {
      this.before = before;
      this.isStopped = isStopped;
    }

    /** Whether it wants the next one. */
    boolean consider(BlobStore.StoredBlob stored) {
      if (stored.modifiedAt().isBefore(before) && removeIfStray(stored.key())) {
        files++;
        bytes += stored.sizeBytes();
      }
      return !isStopped.getAsBoolean();
    }
  }
}
