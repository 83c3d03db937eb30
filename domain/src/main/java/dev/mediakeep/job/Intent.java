package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import java.time.Instant;

/**
 * That a job is about to be submitted; it is on disk before the provider is called.
 *
 * @param key the key by which the provider tells the same submission from another, and by which it
 *     can be looked up afterwards
 * @param at when it was written
 */
public record Intent(String key, Instant at) {
  private static final int MAX_CHARS = 100;

  public Intent {
    Rules.name("key", key, MAX_CHARS);
  }
}
