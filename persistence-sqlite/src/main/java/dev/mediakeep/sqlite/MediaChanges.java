package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog.Purge;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Origin;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Sha256;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The units of work that change media items, each of them run by the writer in a transaction. */
final class MediaChanges {
  private MediaChanges() {}

  /** Whether it was added; it always was when this returns. */
  static boolean add(Session session, Media media) throws SQLException {
    Optional<MediaId> parent = media.details().origin().parent();
    if (parent.isPresent()) {
      requireNew(session, media.id());
      requireParent(session, parent.get());
    }
    insert(session, media, keepBlob(session, media.blob()));
    insertTags(session, media);
    return true;
  }

  static Optional<Media> addIfAbsent(Session session, Media media) throws SQLException {
    Optional<Media> existing =
        session
            .call(MediaSql.FIND_OLDEST_DUPLICATE)
            .with(media.blob().hash().hex())
            .with(media.details().owner().value())
            .first(MediaRows::media);
    if (existing.isEmpty()) {
      add(session, media);
    }
    return existing;
  }

  static boolean replace(Session session, Media media) throws SQLException {
    Call call =
        session
            .call(MediaSql.REPLACE_MEDIA)
            .with(media.version())
            .withNumber(media.trashedAt().map(Instant::toEpochMilli));
    bindDetails(call, media.details());
    int replaced = call.with(media.id().toString()).with(media.version() - 1).update();
    if (replaced == 0) {
      return false;
    }
    session.call(MediaSql.DELETE_TAGS).with(media.id().toString()).update();
    insertTags(session, media);
    return true;
  }

  static Purge purge(Session session, MediaId id, Optional<Long> expectedVersion)
      throws SQLException {
    Optional<Purged> found =
        session.call(MediaSql.FIND_FOR_PURGE).with(id.toString()).first(MediaChanges::purged);
    if (found.isEmpty()) {
      return new Purge.Absent();
    }
    long version = found.get().version();
    if (expectedVersion.isPresent() && expectedVersion.get() != version) {
      return new Purge.Stale(version);
    }
    if (!found.get().trashed()) {
      return new Purge.NotTrashed();
    }
    BlobKey blob = found.get().blob();
    session.call(MediaSql.DELETE_MEDIA).with(id.toString()).update();
    int removed = session.call(MediaSql.DELETE_UNSHARED_BLOB).with(blob.hash().hex()).update();
    return removed == 0 ? new Purge.ItemOnly() : new Purge.ItemAndBlob(blob);
  }

  private record Purged(long version, boolean trashed, BlobKey blob) {}

  private static Purged purged(Row row) throws SQLException {
    return new Purged(
        row.number(),
        row.flag(),
        new BlobKey(new Sha256(row.text()), MediaRows.FORMATS.parse(row.text())));
  }

  private static void requireNew(Session session, MediaId id) throws SQLException {
    if (exists(session, id)) {
      throw taken(id);
    }
  }

  private static void requireParent(Session session, MediaId parent) throws SQLException {
    if (!exists(session, parent)) {
      throw new MediakeepException(
          Problem.of(
                  ErrorCode.PARENT_UNKNOWN,
                  "parent must be a media item that exists, was " + parent)
              .withField("parent"));
    }
  }

  private static boolean exists(Session session, MediaId id) throws SQLException {
    return session.call(MediaSql.MEDIA_EXISTS).with(id.toString()).first(Row::flag).isPresent();
  }

  /** The blob's record as it is stored: this one, or the one that was there before. */
  private static Blob keepBlob(Session session, Blob blob) throws SQLException {
    int added =
        session
            .call(MediaSql.INSERT_BLOB)
            .with(blob.hash().hex())
            .with(MediaRows.FORMATS.of(blob.shape().format()))
            .with(blob.sizeBytes())
            .with(blob.shape().dimensions().width())
            .with(blob.shape().dimensions().height())
            .withNumber(blob.shape().duration().map(Duration::toMillis))
            .update();
    return added == 1
        ? blob
        : session
            .call(MediaSql.FIND_BLOB)
            .with(blob.hash().hex())
            .first(MediaRows::blob)
            .orElseThrow();
  }

  private static void insert(Session session, Media media, Blob blob) throws SQLException {
    Call call =
        session
            .call(MediaSql.INSERT_MEDIA)
            .with(media.id().toString())
            .with(blob.hash().hex())
            .with(MediaRows.FORMATS.of(blob.shape().format()))
            .with(blob.sizeBytes())
            .with(blob.shape().dimensions().width())
            .with(blob.shape().dimensions().height())
            .withNumber(blob.shape().duration().map(Duration::toMillis))
            .with(media.createdAt().toEpochMilli())
            .with(media.version())
            .withNumber(media.trashedAt().map(Instant::toEpochMilli));
    bindDetails(call, media.details());
    bindOrigin(call, media.details().origin());
    try {
      call.update();
    } catch (SQLException e) {
      if (SqlErrors.isKeyTaken(e)) {
        throw taken(media.id());
      }
      throw e;
    }
  }

  private static MediakeepException taken(MediaId id) {
    return new MediakeepException(
        ErrorCode.MEDIA_EXISTS, "id must be new, there is a media item " + id);
  }

  private static void bindDetails(Call call, MediaDetails details) throws SQLException {
    Recipe recipe = details.recipe();
    call.with(details.owner().value())
        .with(MediaRows.VISIBILITIES.of(details.visibility()))
        .with(details.starred())
        .with(MediaRows.json(details.tags()))
        .withText(recipe.prompt())
        .withText(recipe.negativePrompt())
        .withText(recipe.model())
        .withText(recipe.provider())
        .withNumber(recipe.seed())
        .withText(recipe.parameters().map(Object::toString));
  }

  private static void bindOrigin(Call call, Origin origin) throws SQLException {
    call.withText(origin.parent().map(MediaId::toString))
        .withText(origin.job().map(Object::toString))
        .withText(origin.client());
  }

  private static void insertTags(Session session, Media media) throws SQLException {
    if (!media.details().tags().values().isEmpty()) {
      session.call(MediaSql.INSERT_TAGS).with(media.id().toString()).update();
    }
  }
}
