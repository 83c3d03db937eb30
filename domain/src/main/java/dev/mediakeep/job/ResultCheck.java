package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaLibrary;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Whether media items may be the result of a job. Thread-safe. */
final class ResultCheck {
  private final MediaLibrary library;

  ResultCheck(MediaLibrary library) {
    this.library = library;
  }

  /** Why these items may not be; empty when they may. */
  Optional<Problem> refuse(Job job, List<MediaId> media) {
    if (new HashSet<>(media).size() < media.size()) {
      return Optional.of(Problem.ofField("media", "media must name each item once, was " + media));
    }
    return media.stream().flatMap(id -> refuse(job, id).stream()).findFirst();
  }

  private Optional<Problem> refuse(Job job, MediaId id) {
    Optional<Media> found = library.find(id);
    if (found.isEmpty()) {
      return problem(ErrorCode.JOB_MEDIA_UNKNOWN, "media must be items that there are, was " + id);
    }
    if (found.get().isTrashed()) {
      return problem(ErrorCode.JOB_MEDIA_UNKNOWN, "media must not be in the trash, was " + id);
    }
    return found.get().details().owner().equals(job.request().owner())
        ? Optional.empty()
        : problem(ErrorCode.JOB_MEDIA_FOREIGN, "media must belong to the job's owner, was " + id);
  }

  private static Optional<Problem> problem(ErrorCode code, String message) {
    return Optional.of(Problem.of(code, message).withField("media"));
  }
}
