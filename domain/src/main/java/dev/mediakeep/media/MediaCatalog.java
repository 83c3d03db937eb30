package dev.mediakeep.media;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.MediaId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The port to the records of media items and of the blobs behind them.
 *
 * <p>Each method is one transaction. A method that changes something returns when the change is
 * durable, and changes nothing when it throws. Reads see all changes that were answered before they
 * began. All methods are thread-safe and may be called from virtual threads. All of them throw
 * {@link MediakeepException}: {@link ErrorCode#STORE_BUSY} when the store is overloaded for too
 * long, {@link ErrorCode#STORE_CLOSED} after it was closed, {@link ErrorCode#DISK_FULL}, {@link
 * ErrorCode#STORE_DAMAGED} and {@link ErrorCode#STORE_UNAVAILABLE} when the disk fails.
 */
public interface MediaCatalog {
  /**
   * Adds an item, and its blob's record where no item shares it yet; where one does, the record
   * that is there stays, and is the new item's too.
   *
   * @throws MediakeepException with {@link ErrorCode#MEDIA_EXISTS} when the id is taken, {@link
   *     ErrorCode#PARENT_UNKNOWN} when its parent is not there
   */
  void add(Media media);

  /**
   * Adds an item unless its owner already has one with the same bytes outside the trash.
   *
   * @return the oldest item that is already there; empty when this one was added
   * @throws MediakeepException as {@link #add}
   */
  Optional<Media> addIfAbsent(Media media);

  /** The item, in the trash or not; empty when there is none of this id. */
  Optional<Media> find(MediaId id);

  /**
   * The items that match, in the query's order, at most as many as its limit.
   *
   * @return a page whose cursor is there exactly when more items match
   */
  Page<Media> list(MediaQuery query);

  /**
   * Replaces an item's details and trash state, where the stored version is one less than the given
   * one; blob, origin and time of creation stay as they are stored.
   *
   * @return whether it was replaced; false when the item is not there or of another version
   */
  boolean replace(Media media);

  /**
   * Removes an item that is in the trash for good, and its blob's record when no other item shares
   * the blob. Items made from it forget their parent.
   *
   * @param expectedVersion the version that is meant; empty for whatever is there
   * @return what was removed; {@link Purge.Stale}, which comes before {@link Purge.NotTrashed},
   *     both of them and {@link Purge.Absent} change nothing
   */
  Purge purge(MediaId id, Optional<Long> expectedVersion);

  /**
   * The items that were moved to the trash before that time, at most {@code limit} of them: those
   * that are there longest, in that order.
   *
   * @throws IllegalArgumentException when the limit is negative
   */
  List<MediaId> listTrashedBefore(Instant time, int limit);

  /** The record of a blob; empty when no item refers to it. */
  Optional<Blob> findBlob(Sha256 hash);

  /**
   * Hands each blob's record to the consumer, in the order of their hashes, streaming. Blobs that
   * come or go meanwhile may be handed over or not. The consumer may call the catalog.
   */
  void forEachBlob(Consumer<Blob> consumer);

  /** Asks whether a change would come through now, and changes nothing. */
  void ping();

  /** The counts, all of one moment. */
  MediaTotals totals();

  /** What {@link #purge} did. */
  sealed interface Purge {
    /** The item is gone; other items still share its blob. */
    record ItemOnly() implements Purge {}

    /** The item and its blob's record are gone: the file can go. */
    record ItemAndBlob(BlobKey blob) implements Purge {}

    /** The item is of another version than the expected one. */
    record Stale(long currentVersion) implements Purge {}

    /** The item is not in the trash. */
    record NotTrashed() implements Purge {}

    /** There is no such item. */
    record Absent() implements Purge {}
  }
}
