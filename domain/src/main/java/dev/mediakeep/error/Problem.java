package dev.mediakeep.error;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that went wrong or was refused.
 *
 * @param code its stable name
 * @param message what failed, the rule and the value; starts in lower case, without a full stop,
 *     and holds nothing that the caller may not see
 * @param field the name of the request's field at fault, where there is one
 * @param hint what the reader can do about it
 */
public record Problem(ErrorCode code, String message, Optional<String> field, String hint) {
  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(hint, "hint");
  }

  /** A problem with the code's own hint. */
  public static Problem of(ErrorCode code, String message) {
    return new Problem(code, message, Optional.empty(), code.hint());
  }

  /** A field that breaks its rule. */
  public static Problem ofField(String field, String message) {
    return new Problem(
        ErrorCode.FIELD_INVALID, message, Optional.of(field), ErrorCode.FIELD_INVALID.hint());
  }

  public Problem withField(String name) {
    return new Problem(code, message, Optional.of(name), hint);
  }

  public Problem withHint(String newHint) {
    return new Problem(code, message, field, newHint);
  }
}
