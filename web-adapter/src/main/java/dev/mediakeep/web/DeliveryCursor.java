package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place after the last webhook of a page.
 *
 * @param query the fingerprint of the filters that it belongs to
 * @param number the last webhook's
 */
record DeliveryCursor(String query, long number) {
  private static final Pattern FORM = Pattern.compile("w1\\.([0-9a-f]{8})\\.([0-9]{1,18})");

  /** Reads what {@link #encode} wrote for the same filters, or throws CURSOR_INVALID. */
  static DeliveryCursor parse(String text, String query) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw refused("cursor must be one that this service gave, was " + Rules.quote(text));
    }
    if (!parts.group(1).equals(query)) {
      throw refused("cursor must come from a page of the same filters");
    }
    return new DeliveryCursor(query, Long.parseLong(parts.group(2)));
  }

  private static MediakeepException refused(String message) {
    return new MediakeepException(
        Problem.of(ErrorCode.CURSOR_INVALID, message).withField("cursor"));
  }

  String encode() {
    return "w1." + query + "." + number;
  }
}
