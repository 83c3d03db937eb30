package dev.mediakeep.web;

import java.util.concurrent.locks.Condition;

/** A worker's call for jobs, while it waits in line. Guarded by the desk that it waits at. */
final class HeldClaim implements Comparable<HeldClaim> {
  final ClaimOrder order;
  final Condition turn;
  private final long arrival;

  /** Whether it is its turn to ask the queue. */
  boolean isCalled;

  /** Whether the worker has gone. Read also by the worker's own thread, outside of the desk. */
  volatile boolean hasLeft;

  /**
   * A call that comes in.
   *
   * @param arrival grows with each
   */
  HeldClaim(ClaimOrder order, long arrival, Condition turn) {
    this.order = order;
    this.arrival = arrival;
    this.turn = turn;
  }

  @Override
  public int compareTo(HeldClaim other) {
    return Long.compare(arrival, other.arrival);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(arrival);
  }
}
