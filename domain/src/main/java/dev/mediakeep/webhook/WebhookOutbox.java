package dev.mediakeep.webhook;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port to the messages that wait for being sent, and to what became of them. Nobody puts a
 * message in here: who keeps the jobs does so in the transaction that ends a job, so that there is
 * a message exactly where a job has ended. There is one of each end of a job, also where the store
 * learns of the end again.
 *
 * <p>Each method is one transaction; what it changes is durable when it returns. Times come from
 * the caller. All methods are thread-safe and may be called from virtual threads. All of them throw
 * {@link MediakeepException}: {@link ErrorCode#STORE_BUSY}, {@link ErrorCode#STORE_CLOSED}, {@link
 * ErrorCode#DISK_FULL}, {@link ErrorCode#STORE_DAMAGED} and {@link ErrorCode#STORE_UNAVAILABLE}.
 */
public interface WebhookOutbox {
  /**
   * Messages that are due, by turns: first one of each address that they were asked for from, then
   * a second one of each, and so on, so that who has many does not fill the list. In the same way
   * the askers of an address take turns. Among his, those to preferred hosts go first, and then the
   * longest due; of each host no more than are asked for. Within a turn, the longest due go first.
   */
  List<Delivery> listDue(DueQuery query);

  /**
   * Records what became of a try.
   *
   * @param after with one try more than before
   * @return false where the message is not due any more, or was tried meanwhile; nothing is changed
   *     then
   */
  boolean record(Delivery after);

  /**
   * Gives up messages to a host that were created, or were to be sent anew, before that time and
   * that are still due.
   *
   * @param problem why
   * @return how many it gave up, at most {@code most}
   */
  int giveUp(String host, Instant before, Instant now, String problem, int most);

  /** The message; empty where there is none of this id, or none any more. */
  Optional<Delivery> find(MessageId id);

  /** Messages that match, the newest first. */
  List<Delivery> list(DeliveryQuery query);

  /**
   * Lets a message that was given up be sent at once, with all its tries before it.
   *
   * @return whether there is such a message, given up
   */
  boolean retry(MessageId id, Instant now);
}
