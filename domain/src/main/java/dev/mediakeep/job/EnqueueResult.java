package dev.mediakeep.job;

import dev.mediakeep.error.Problem;

/** The answer to a job that wanted to be in line. */
public sealed interface EnqueueResult {
  /** It is in line, durably. */
  record Added(Job job) implements EnqueueResult {}

  /** The same request came in before under the same key; this is its job as it is now. */
  record Repeated(Job job) implements EnqueueResult {}

  /** It is not in line: no room, no such lane, or its key belongs to another request. */
  record Refused(Problem problem) implements EnqueueResult {}
}
