package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import java.time.Instant;

/**
 * What a provider runs for a job; from here on it costs money.
 *
 * @param handle the provider's own name of it, 1 to 500 characters on one line
 * @param key the key that it was submitted under
 * @param since when it became known
 */
public record Operation(String handle, String key, Instant since) {
  private static final int MAX_CHARS = 500;

  public Operation {
    requireHandle(handle);
  }

  static void requireHandle(String handle) {
    Rules.name("handle", handle, MAX_CHARS);
  }
}
