package dev.mediakeep.webhook;

import dev.mediakeep.id.JobId;
import java.util.Comparator;

/**
 * The identity of a message. It stays the same however often the message is sent, so that a
 * receiver can tell a second copy from a second message.
 *
 * @param job what it is about
 * @param number grows from one message of a store to the next, also after a restore of an older one
 */
public record MessageId(JobId job, long number) implements Comparable<MessageId> {
  private static final String PREFIX = "msg_";
  private static final Comparator<MessageId> ORDER =
      Comparator.comparingLong(MessageId::number).thenComparing(MessageId::job);

  @Override
  public int compareTo(MessageId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return PREFIX + job + "_" + number;
  }
}
