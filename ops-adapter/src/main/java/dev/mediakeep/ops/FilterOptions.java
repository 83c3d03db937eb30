package dev.mediakeep.ops;

import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaSort;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which media items, in which order; the same choices as the HTTP list has. */
final class FilterOptions {
  @Option(names = "--kind", paramLabel = "KIND", description = "only image, or only video")
  private Optional<MediaKind> kind = Optional.empty();

  @Option(names = "--owner", paramLabel = "OWNER", description = "only what this subject owns")
  private Optional<OwnerId> owner = Optional.empty();

  @Option(names = "--tag", paramLabel = "TAG", description = "only what is filed under this word")
  private Optional<String> tag = Optional.empty();

  @Option(names = "--model", paramLabel = "MODEL", description = "only what this model made")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--starred",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "only favourites, or only what is none")
  private Optional<Boolean> starred = Optional.empty();

  @Option(names = "--from", paramLabel = "TIME", description = "only what came in then or later")
  private Optional<Instant> from = Optional.empty();

  @Option(names = "--until", paramLabel = "TIME", description = "only what came in before")
  private Optional<Instant> until = Optional.empty();

  @Option(names = "--trashed", description = "what is in the trash, instead of what is not")
  private boolean trashed;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description = "newest (the default), oldest, largest or smallest first")
  private Optional<MediaSort> sort = Optional.empty();

  MediaQuery.Builder query() {
    MediaQuery.Builder query = MediaQuery.builder().trashed(trashed);
    kind.ifPresent(query::kind);
    owner.ifPresent(query::owner);
    tag.ifPresent(query::tag);
    model.ifPresent(query::model);
    starred.ifPresent(query::starred);
    from.ifPresent(query::from);
    until.ifPresent(query::until);
    sort.ifPresent(query::sort);
    return query;
  }
}
