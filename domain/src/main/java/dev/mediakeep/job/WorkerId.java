package dev.mediakeep.job;

import dev.mediakeep.error.Rules;

/**
 * Who works on a job: a name of the worker's choice, for people to read.
 *
 * @param value 1 to 100 characters on one line
 */
public record WorkerId(String value) {
  private static final int MAX_CHARS = 100;

  public WorkerId {
    Rules.name("worker", value, MAX_CHARS);
  }

  @Override
  public String toString() {
    return value;
  }
}
