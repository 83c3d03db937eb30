package dev.mediakeep.sqlite;

/** Where units of work that write are handed in. Thread-safe. */
interface Writes {
  /**
   * Runs the unit and waits until what it did is durable.
   *
   * @param what names the unit in the message of a failure: {@code adding a media item}
   * @throws dev.mediakeep.error.MediakeepException when it took no effect
   */
  <T> T write(String what, SqlWork<T> unit);

  /**
   * Does nothing while units are taken.
   *
   * @throws dev.mediakeep.error.MediakeepException that the store is closed
   */
  default void requireOpen() {}

  /**
   * The same for a unit that must take effect on a full disk too, and may use what is kept for it:
   * it frees room, or prepares that, or notes what somebody has paid for.
   */
  default <T> T writeFromReserve(String what, SqlWork<T> unit) {
    return write(what, unit);
  }
}
