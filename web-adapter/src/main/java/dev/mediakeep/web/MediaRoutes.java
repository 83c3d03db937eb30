package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.ChangeResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.PurgeResult;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Media items as records: listing, reading, editing, throwing away and taking back. */
final class MediaRoutes {
  private static final Header NO_CACHE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-cache");
  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-store");
  private static final Set<String> NO_PARAMETERS = Set.of();
  private static final Set<String> DELETE_PARAMETERS = Set.of("purge");

  private final MediaLibrary library;
  private final Guard requests;
  private final int maxJsonBytes;

  MediaRoutes(MediaLibrary library, Guard requests, int maxJsonBytes) {
    this.library = library;
    this.requests = requests;
    this.maxJsonBytes = maxJsonBytes;
  }

  List<Route> routing() {
    return List.of(
        Route.get(MediaPaths.ALL, MediaFilters.PARAMETERS, requests, this::list),
        Route.get(MediaPaths.ONE, NO_PARAMETERS, requests, this::find),
        Route.patch(MediaPaths.ONE, NO_PARAMETERS, requests, this::edit),
        Route.delete(MediaPaths.ONE, DELETE_PARAMETERS, requests, this::delete),
        Route.post(MediaPaths.RESTORE, NO_PARAMETERS, requests, this::restore));
  }

  private void list(Call call) {
    byte[] page = MediaJson.page(library.list(MediaFilters.parse(call.query())));
    call.with(Json.CONTENT_TYPE).with(NO_STORE).answer(Status.OK_200, page);
  }

  private void find(Call call) {
    MediaId id = call.id();
    Media media = library.find(id).orElseThrow(() -> absent(id));
    if (isKnown(call, media)) {
      call.with(etagOf(media)).with(NO_CACHE).answer(Status.NOT_MODIFIED_304);
    } else {
      answer(call, Status.OK_200, media);
    }
  }

  private static boolean isKnown(Call call, Media media) {
    return call.header(HeaderNames.IF_NONE_MATCH)
        .flatMap(EntityTags::parse)
        .filter(tags -> tags.matchWeakly(Long.toString(media.version())))
        .isPresent();
  }

  private void edit(Call call) throws IOException {
    MediaId id = call.id();
    JsonBody.requireType(call);
    VersionCheck check = VersionCheck.of(call);
    MediaPatch patch = MediaPatch.read(call.body(), maxJsonBytes);
    Optional<Long> expected = check.expected(() -> library.find(id));
    answerChange(call, check, library.edit(id, expected, patch));
  }

  private void delete(Call call) {
    if (call.query().flag("purge").orElse(false)) {
      purge(call);
    } else {
      trash(call);
    }
  }

  private void trash(Call call) {
    MediaId id = call.id();
    VersionCheck check = VersionCheck.of(call);
    Optional<Long> expected = check.expected(() -> library.find(id));
    answerChange(call, check, library.trash(id, expected));
  }

  private void purge(Call call) {
    MediaId id = call.id();
    VersionCheck check = VersionCheck.of(call);
    Optional<Long> expected = check.expected(() -> library.find(id));
    switch (library.purge(id, expected)) {
      case PurgeResult.Purged(MediaId purged) -> call.answer(Status.NO_CONTENT_204);
      case PurgeResult.Absent(MediaId unknown) -> throw absent(unknown);
      case PurgeResult.Stale(MediaId changed, long current) -> throw check.stale(current);
      case PurgeResult.NotTrashed(MediaId kept) ->
          throw new MediakeepException(
              ErrorCode.MEDIA_NOT_IN_TRASH,
              "only what is in the trash is purged, was not: " + kept);
    }
  }

  private void restore(Call call) {
    MediaId id = call.id();
    VersionCheck check = VersionCheck.of(call);
    Optional<Long> expected = check.expected(() -> library.find(id));
    answerChange(call, check, library.restore(id, expected));
  }

  private static void answerChange(Call call, VersionCheck check, ChangeResult result) {
    switch (result) {
      case ChangeResult.Changed(Media media) -> answer(call, Status.OK_200, media);
      case ChangeResult.Unchanged(Media media) -> answer(call, Status.OK_200, media);
      case ChangeResult.Stale(Media current, long expected) -> throw check.stale(current.version());
      case ChangeResult.Absent(MediaId id) -> throw absent(id);
    }
  }

  /** Answers with an item and its version. */
  static void answer(Call call, Status status, Media media) {
    call.with(Json.CONTENT_TYPE)
        .with(etagOf(media))
        .with(NO_CACHE)
        .answer(status, MediaJson.item(media));
  }

  private static Header etagOf(Media media) {
    return HeaderValues.create(HeaderNames.ETAG, "\"" + media.version() + "\"");
  }

  /** The refusal of an id that no item has. */
  static MediakeepException absent(MediaId id) {
    return new MediakeepException(ErrorCode.MEDIA_NOT_FOUND, "no media item has the id " + id);
  }
}
