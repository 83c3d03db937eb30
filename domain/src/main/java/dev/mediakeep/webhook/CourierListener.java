package dev.mediakeep.webhook;

/**
 * Somebody who is told how sending goes. Must be thread-safe, and return at once. What it throws
 * goes to its thread's handler of uncaught exceptions.
 */
public interface CourierListener {
  /**
   * A message was tried, and what came of it is recorded.
   *
   * @param after as it is now
   */
  void tried(Delivery after);

  /** Messages to a host that failed for a day were given up, some of them without a try. */
  void givenUp(String host, long messages);

  /** The outbox, the keys or the sender threw this; it is tried again at the next turn. */
  void failed(Throwable cause);
}
