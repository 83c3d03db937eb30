package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;

/** Asserts with which code something fails. */
final class Refusals {
  private Refusals() {}

  static ThrowableAssertAlternative<MediakeepException> assertRefused(
      ErrorCode code, ThrowingCallable call) {
    return assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
