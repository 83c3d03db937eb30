package dev.mediakeep.sqlite;

import java.util.Comparator;
import java.util.Optional;

/**
 * A queued job, as far as its place in line depends on it.
 *
 * @param turn its owner in its lane
 * @param rank the smaller goes first among the owner's
 * @param dueAt before this time nobody gets it
 */
record InLine(
    long number, LedgerLane.Turn turn, Optional<String> address, long cost, long rank, long dueAt) {
  /** The order among the due jobs of an owner. */
  static final Comparator<InLine> BY_RANK =
      Comparator.comparingLong(InLine::rank).thenComparingLong(InLine::number);

  /** The order in which jobs become due. */
  static final Comparator<InLine> BY_TIME =
      Comparator.comparingLong(InLine::dueAt).thenComparingLong(InLine::number);

  /** When it is due. */
  Timed due() {
    return new Timed(dueAt, number);
  }
}
