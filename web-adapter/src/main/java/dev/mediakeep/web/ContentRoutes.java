package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaLibrary;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Set;

/** The bytes of media items: whole or in part, or not at all where the caller has them. */
final class ContentRoutes {
  private static final Set<String> PARAMETERS = Set.of("download");
  private static final Header CACHE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, max-age=31536000, immutable");

  private final MediaLibrary library;
  private final Guard requests;
  private final Transfer transfer = new Transfer();

  ContentRoutes(MediaLibrary library, Guard requests) {
    this.library = library;
    this.requests = requests;
  }

  List<Route> routing() {
    return List.of(Route.get(MediaPaths.CONTENT, PARAMETERS, requests, this::content));
  }

  private void content(Call call) throws IOException {
    MediaId id = call.id();
    Media media = library.find(id).orElseThrow(() -> MediaRoutes.absent(id));
    ContentValidators validators = ContentValidators.of(media);
    validators.requireExpected(call);
    validators.addTo(call);
    call.with(CACHE);
    if (validators.isKnown(call)) {
      call.answer(Status.NOT_MODIFIED_304);
    } else {
      describe(call, media);
      send(call, media.blob(), validators.range(call, media.blob().sizeBytes()));
    }
  }

  private static void describe(Call call, Media media) {
    String way = call.query().flag("download").orElse(false) ? "attachment" : "inline";
    String name = media.id() + "." + media.blob().shape().format().extension();
    call.with(HeaderValues.ACCEPT_RANGES_BYTES)
        .with(HeaderNames.CONTENT_TYPE, media.blob().shape().format().mimeType())
        .with(HeaderNames.CONTENT_DISPOSITION, way + "; filename=\"" + name + "\"");
  }

  private void send(Call call, Blob blob, ByteRange range) throws IOException {
    try (SeekableByteChannel file = library.open(blob)) {
      long size = blob.sizeBytes();
      switch (range) {
        case ByteRange.Whole() ->
            transfer.send(call, Status.OK_200, file, new ByteRange.Part(0, size - 1));
        case ByteRange.Part part -> {
          call.with(HeaderNames.CONTENT_RANGE, part.describe(size));
          transfer.send(call, Status.PARTIAL_CONTENT_206, file, part);
        }
        case ByteRange.Unsatisfiable() -> {
          call.with(HeaderNames.CONTENT_RANGE, "bytes */" + size);
          throw new MediakeepException(
              ErrorCode.RANGE_UNSATISFIABLE, "range must start before the end, at " + size);
        }
      }
    }
  }
}
