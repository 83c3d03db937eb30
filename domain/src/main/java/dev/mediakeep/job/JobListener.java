package dev.mediakeep.job;

/**
 * Somebody who is told of changes, so that he need not ask again and again. He is told on the
 * thread that made the change, after it took effect and before its caller is answered, in no
 * particular order where several threads change things, and also where a command came twice and
 * changed nothing. So he returns at once and only takes note. Nobody is told of what another
 * process changes, and what took effect right before a crash was perhaps not told: the log tells
 * all.
 *
 * <p>Must be thread-safe. What he throws goes to the thread's handler of uncaught exceptions, and
 * neither to the caller nor to the other listeners.
 */
public interface JobListener {
  /**
   * A job came in or was changed.
   *
   * @param job as it was after the change; it may have changed again since
   */
  void jobChanged(Job job);

  /** Leases ended, or jobs passed their time limits; the log tells which. */
  void timePassed();

  /** A lane was made, or hands out and takes jobs in another way than before. */
  void laneChanged(Lane lane);
}
