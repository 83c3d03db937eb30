package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place after the last job of a page.
 *
 * @param query the fingerprint of the query that it belongs to
 * @param job the last job
 */
public record JobCursor(String query, JobId job) {
  private static final Pattern FORM = Pattern.compile("j1\\.([0-9a-f]{8})\\.([0-9a-f-]{36})");

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws MediakeepException with {@link ErrorCode#CURSOR_INVALID} when it is anything else
   */
  public static JobCursor parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw refused(text);
    }
    try {
      return new JobCursor(parts.group(1), JobId.parse(parts.group(2)));
    } catch (InvalidValueException e) {
      throw refused(text);
    }
  }

  private static MediakeepException refused(String text) {
    return new MediakeepException(
        Problem.of(
                ErrorCode.CURSOR_INVALID,
                "cursor must be one that this service gave, was " + Rules.quote(text))
            .withField("cursor"));
  }

  /** An opaque text of URL-safe characters. */
  public String encode() {
    return "j1." + query + "." + job;
  }
}
