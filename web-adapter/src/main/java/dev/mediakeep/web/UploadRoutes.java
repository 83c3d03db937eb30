package dev.mediakeep.web;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.NewMedia;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Media items coming in, as the body itself or as a part of a form. */
final class UploadRoutes {
  private final MediaLibrary library;
  private final Guard uploads;
  private final int maxJsonBytes;

  UploadRoutes(MediaLibrary library, Guard uploads, int maxJsonBytes) {
    this.library = library;
    this.uploads = uploads;
    this.maxJsonBytes = maxJsonBytes;
  }

  List<Route> routing() {
    return List.of(Route.post(MediaPaths.ALL, UploadFields.PARAMETERS, uploads, this::add));
  }

  private void add(Call call) throws IOException {
    Optional<String> type = call.header(HeaderNames.CONTENT_TYPE);
    Optional<String> boundary = type.flatMap(MultipartBoundary::of);
    if (boundary.isPresent()) {
      UploadForm form = UploadForm.open(call, boundary.get(), maxJsonBytes);
      answer(call, library.add(form.media(), form.file()));
    } else {
      NewMedia media = UploadFields.newMedia(call.query());
      answer(call, library.add(declared(call, media), call.body()));
    }
  }

  /** The item, with what the call's headers say of its body. */
  static NewMedia declared(Call call, NewMedia media) {
    Optional<String> type = call.header(HeaderNames.CONTENT_TYPE);
    NewMedia typed = type.map(media::declaringType).orElse(media);
    OptionalLong length = call.declaredBytes();
    return length.isPresent() ? typed.declaringBytes(length.getAsLong()) : typed;
  }

  private static void answer(Call call, AddResult result) {
    switch (result) {
      case AddResult.Added(Media media) -> {
        call.with(HeaderNames.LOCATION, MediaPaths.of(media.id()));
        MediaRoutes.answer(call, Status.CREATED_201, media);
      }
      case AddResult.Existing(Media media) -> {
        call.with(HeaderNames.LOCATION, MediaPaths.of(media.id()));
        MediaRoutes.answer(call, Status.OK_200, media);
      }
      case AddResult.Refused(Problem problem) -> throw new MediakeepException(problem);
    }
  }
}
