package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;

/** Refuses to write, in a store that is open for reading. */
final class NoWrites implements Writes {
  @Override
  public <T> T write(String what, SqlWork<T> unit) {
    throw new MediakeepException(
        Problem.of(ErrorCode.STORE_UNAVAILABLE, what + " failed: the store is open for reading")
            .withHint("ask the process that holds the home folder, or stop it first"));
  }
}
