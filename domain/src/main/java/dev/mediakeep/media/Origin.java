package dev.mediakeep.media;

import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a media item came from; it never changes, but a purged parent is forgotten.
 *
 * @param parent the item that it was made from
 * @param job the job that made it
 * @param client the program that uploaded it, at most 200 characters on one line
 */
public record Origin(Optional<MediaId> parent, Optional<JobId> job, Optional<String> client) {
  /** Nothing known. */
  public static final Origin NONE =
      new Origin(Optional.empty(), Optional.empty(), Optional.empty());

  private static final int MAX_CLIENT_CHARS = 200;

  public Origin {
    Objects.requireNonNull(parent, "parent");
    Objects.requireNonNull(job, "job");
    client.ifPresent(name -> Rules.name("client", name, MAX_CLIENT_CHARS));
  }

  public Origin withoutParent() {
    return new Origin(Optional.empty(), job, client);
  }
}
