package dev.mediakeep.job;

import dev.mediakeep.error.Rules;

/**
 * Why something did not go well.
 *
 * @param message for people, at most 2,000 characters
 */
public record Failure(FailureClass kind, String message) {
  private static final int MAX_CHARS = 2_000;

  public Failure {
    requireMessage(message);
  }

  static void requireMessage(String message) {
    Rules.text("message", message, MAX_CHARS);
  }
}
