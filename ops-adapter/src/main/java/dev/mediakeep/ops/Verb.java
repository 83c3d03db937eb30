package dev.mediakeep.ops;

/** What the last word of a command line does. */
interface Verb {
  /**
   * Does it.
   *
   * @throws dev.mediakeep.error.MediakeepException when the world failed
   * @throws dev.mediakeep.error.InvalidValueException when an argument breaks its rule
   */
  ExitStatus run();
}
