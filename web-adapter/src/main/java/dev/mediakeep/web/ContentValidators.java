package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.media.Media;
import io.helidon.http.HeaderNames;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What tells whether bytes are those that a caller knows (RFC 9110, 13). They never change under
 * one id, so both are strong.
 *
 * @param hash the entity tag, without its quotes
 * @param modified the time of the last change, in whole seconds
 */
record ContentValidators(String hash, Instant modified) {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static ContentValidators of(Media media) {
    return new ContentValidators(
        media.blob().hash().hex(), media.createdAt().truncatedTo(ChronoUnit.SECONDS));
  }

  void addTo(Call call) {
    call.with(HeaderNames.ETAG, "\"" + hash + "\"")
        .with(HeaderNames.LAST_MODIFIED, HTTP_DATE.format(modified));
  }

  /**
   * Requires that these are the bytes that the caller expects, where it says so; asked first of all
   * conditions (RFC 9110, 13.2.2).
   *
   * @throws MediakeepException with VERSION_STALE when they are others
   */
  void requireExpected(Call call) {
    Optional<String> tags = call.header(HeaderNames.IF_MATCH);
    if (tags.isPresent()) {
      if (!EntityTags.require("If-Match", tags.get()).matchStrongly(hash)) {
        throw others("If-Match", "\"" + hash + "\"", tags.get());
      }
      return;
    }
    call.header(HeaderNames.IF_UNMODIFIED_SINCE)
        .filter(since -> parseDate(since).filter(modified::isAfter).isPresent())
        .ifPresent(since -> {
          throw others("If-Unmodified-Since", HTTP_DATE.format(modified), since);
        });
  }

  private static MediakeepException others(String field, String current, String expected) {
    return new MediakeepException(
        Problem.of(
                ErrorCode.VERSION_STALE,
                field
                    + " must fit the file, which has "
                    + current
                    + ", was "
                    + Rules.quote(expected))
            .withField(field)
            .withHint("fetch the item again and read the file that it has now"));
  }

  /** Whether the caller has these bytes. */
  boolean isKnown(Call call) {
    Optional<String> tags = call.header(HeaderNames.IF_NONE_MATCH);
    if (tags.isPresent()) {
      return tags.flatMap(EntityTags::parse).filter(list -> list.matchWeakly(hash)).isPresent();
    }
    return call.header(HeaderNames.IF_MODIFIED_SINCE)
        .flatMap(ContentValidators::parseDate)
        .filter(since -> !modified.isAfter(since))
        .isPresent();
  }

  /** The part that the caller asks for, if it knows what it is a part of. */
  ByteRange range(Call call, long size) {
    return call.header(HeaderNames.RANGE)
        .filter(range -> !call.isHead())
        .filter(range -> call.header(HeaderNames.IF_RANGE).map(this::isCurrent).orElse(true))
        .map(range -> ByteRange.parse(range, size))
        .orElseGet(ByteRange.Whole::new);
  }

  private boolean isCurrent(String ifRange) {
    return ifRange.equals("\"" + hash + "\"")
        || parseDate(ifRange).filter(modified::equals).isPresent();
  }

  private static Optional<Instant> parseDate(String text) {
    try {
      return Optional.of(Instant.from(HTTP_DATE.parse(text)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
