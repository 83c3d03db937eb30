package dev.mediakeep.job;

import dev.mediakeep.error.Rules;

/**
 * A place in the log of jobs.
 *
 * @param lineage names the life of the store in which the log got there, at most 64 characters;
 *     empty in a store whose life was never named
 * @param number of the last line before it, 0 for the very start
 */
public record LogPosition(String lineage, long number) {
  private static final int MAX_CHARS = 64;

  public LogPosition {
    Rules.text("lineage", lineage, MAX_CHARS);
    Rules.inRange("number", number, 0, Long.MAX_VALUE);
  }
}
