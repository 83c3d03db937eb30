package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.media.Media;
import io.helidon.http.HeaderNames;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The condition that a caller puts on a change: that the item still is as the caller saw it.
 *
 * @param header the {@code If-Match} header; empty where there is no condition
 */
record VersionCheck(Optional<String> header) {
  private static final String FIELD = "If-Match";

  static VersionCheck of(Call call) {
    return new VersionCheck(call.header(HeaderNames.IF_MATCH));
  }

  /**
   * The version that the change may be made to; empty where any is right.
   *
   * @param current finds the item; empty when it is not there, which whoever makes the change will
   *     find out again
   * @throws MediakeepException with VERSION_STALE when no version that the header names is current
   */
  Optional<Long> expected(Supplier<Optional<Media>> current) {
    Optional<EntityTags> tags =
        header.map(text -> EntityTags.require(FIELD, text)).filter(list -> !list.any());
    return tags.flatMap(list -> current.get().map(media -> require(list, media)));
  }

  private long require(EntityTags tags, Media media) {
    if (!tags.matchStrongly(Long.toString(media.version()))) {
      throw stale(media.version());
    }
    return media.version();
  }

  /** The refusal of a change to an item that has changed meanwhile. */
  MediakeepException stale(long current) {
    return new MediakeepException(
        Problem.of(
                ErrorCode.VERSION_STALE,
                "version must be the current one, \""
                    + current
                    + "\", expected was "
                    + header.map(Rules::quote).orElse("another"))
            .withField(FIELD));
  }
}
