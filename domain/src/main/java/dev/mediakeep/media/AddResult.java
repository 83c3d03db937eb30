package dev.mediakeep.media;

import dev.mediakeep.error.Problem;

/** The answer to bytes that wanted to come in. */
public sealed interface AddResult {
  /** They are kept, durably. */
  record Added(Media media) implements AddResult {}

  /** The owner had them already, and the request asked to reuse that item. */
  record Existing(Media media) implements AddResult {}

  /** They are not kept, and nothing of them is. */
  record Refused(Problem problem) implements AddResult {}
}
