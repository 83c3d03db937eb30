package dev.mediakeep.web;

import dev.mediakeep.error.Problem;
import java.io.IOException;
import java.io.Serial;

/** The body of a request cannot be read on, for a reason that its sender may be told. */
final class BodyException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Problem problem;

  BodyException(Problem problem, Throwable cause) {
    super(problem.message(), cause);
    this.problem = problem;
  }

  BodyException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
