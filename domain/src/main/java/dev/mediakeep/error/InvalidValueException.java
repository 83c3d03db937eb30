package dev.mediakeep.error;

import java.io.Serial;

/**
 * A value breaks its rule. The message says field, rule and value, so that it can be shown to
 * whoever sent the value.
 */
public final class InvalidValueException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  private final String field;

  public InvalidValueException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The name of the field at fault. */
  public String field() {
    return field;
  }

  /** The same for a caller who sent the value. */
  public Problem problem() {
    return Problem.ofField(field, String.valueOf(getMessage()));
  }
}
