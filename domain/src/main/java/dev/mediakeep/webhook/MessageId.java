package dev.mediakeep.webhook;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a message. It follows from what the message tells of, so that it stays the same
 * however often the message is sent, and also when an older store learns of an end anew: a receiver
 * can tell a second copy from a second message.
 *
 * @param job what it is about
 * @param end when that ended, in whole milliseconds
 */
public record MessageId(JobId job, Instant end) {
  private static final String PREFIX = "msg_";
  private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f-]{36})_([0-9]{1,18})");

  public MessageId {
    end = end.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws InvalidValueException when it is anything else
   */
  public static MessageId parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new InvalidValueException(
          "id", "id must be msg_, the id of a job, _ and a number, was " + Rules.quote(text));
    }
    return new MessageId(
        JobId.parse(parts.group(1)), Instant.ofEpochMilli(Long.parseLong(parts.group(2))));
  }

  @Override
  public String toString() {
    return PREFIX + job + "_" + end.toEpochMilli();
  }
}
