package dev.mediakeep.media;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.MediaId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place after the last item of a page. It names that item, not a count, so that what comes in
 * or goes meanwhile neither repeats nor skips others.
 *
 * @param query the fingerprint of the query that it belongs to
 * @param key the last item's sort key
 * @param id the last item
 */
public record Cursor(String query, long key, MediaId id) {
  private static final Pattern FORM =
      Pattern.compile("1\\.([0-9a-f]{8})\\.(-?[0-9]{1,19})\\.([0-9a-f-]{36})");
  private static final int MAX_CHARS = 200;

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws MediakeepException with {@link ErrorCode#CURSOR_INVALID} when it is anything else
   */
  public static Cursor parse(String text) {
    try {
      String plain = new String(decode(text), StandardCharsets.US_ASCII);
      Matcher parts = FORM.matcher(plain);
      if (!parts.matches()) {
        throw refused("cursor must be one that this service gave, was " + Rules.quote(text));
      }
      Cursor cursor =
          new Cursor(parts.group(1), Long.parseLong(parts.group(2)), MediaId.parse(parts.group(3)));
      if (!cursor.encode().equals(text)) {
        throw refused("cursor must be one that this service gave, was " + Rules.quote(text));
      }
      return cursor;
    } catch (NumberFormatException | InvalidValueException e) {
      throw refused("cursor must be one that this service gave, was " + Rules.quote(text));
    }
  }

  private static byte[] decode(String text) {
    if (text.length() > MAX_CHARS) {
      throw refused("cursor must be at most " + MAX_CHARS + " characters, was " + text.length());
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw refused("cursor must be one that this service gave, was " + Rules.quote(text));
    }
  }

  static MediakeepException refused(String message) {
    return new MediakeepException(
        Problem.of(ErrorCode.CURSOR_INVALID, message).withField("cursor"));
  }

  /** An opaque text of URL-safe characters. */
  public String encode() {
    String plain = "1." + query + "." + key + "." + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
