package dev.mediakeep.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The world failed, or a request that cannot be answered by a result was wrong. No {@code
 * IOException} or {@code SQLException} crosses a port: adapters translate once, at their edge, and
 * keep the original as the cause.
 */
public final class MediakeepException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public MediakeepException(Problem problem, @Nullable Throwable cause) {
    super(problem.message(), cause);
    this.problem = problem;
  }

  public MediakeepException(Problem problem) {
    this(problem, null);
  }

  public MediakeepException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(Problem.of(code, message), cause);
  }

  public MediakeepException(ErrorCode code, String message) {
    this(Problem.of(code, message), null);
  }

  public Problem problem() {
    return problem;
  }

  public ErrorCode code() {
    return problem.code();
  }

  public String hint() {
    return problem.hint();
  }

  public boolean isRetryable() {
    return problem.code().isRetryable();
  }
}
