package dev.mediakeep.job;

/** What a failure means for the next attempt. */
public enum FailureClass {
  /** It may go well the next time. Costs an attempt. */
  TRANSIENT,
  /** The provider takes nothing at the moment. Costs no attempt; the lane pauses. */
  UNAVAILABLE,
  /** It will never go well. */
  PERMANENT,
  /** Three workers were lost over it before anything was submitted. */
  POISON,
  /** It took longer than its limit, apart from any lease. */
  TIME_LIMIT,
  /** An operator gave it up. */
  ABANDONED
}
