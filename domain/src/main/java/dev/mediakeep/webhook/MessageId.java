package dev.mediakeep.webhook;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a message. It stays the same however often the message is sent, so that a
 * receiver can tell a second copy from a second message.
 *
 * @param job what it is about
 * @param number grows from one message of a store to the next, also after a restore of an older one
 */
public record MessageId(JobId job, long number) implements Comparable<MessageId> {
  private static final String PREFIX = "msg_";
  private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f-]{36})_([0-9]{1,18})");
  private static final Comparator<MessageId> ORDER =
      Comparator.comparingLong(MessageId::number).thenComparing(MessageId::job);

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
    return new MessageId(JobId.parse(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  @Override
  public int compareTo(MessageId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return PREFIX + job + "_" + number;
  }
}
