package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import java.util.Optional;

/**
 * How far a job has come, as its worker says.
 *
 * @param percent 0 to 100
 * @param message for people, at most 500 characters
 */
public record Progress(int percent, Optional<String> message) {
  private static final int MAX_PERCENT = 100;
  private static final int MAX_CHARS = 500;

  /** What is said of a job that succeeded, whatever its worker said last. */
  static final Progress DONE = new Progress(MAX_PERCENT, Optional.empty());

  public Progress {
    Rules.inRange("percent", percent, 0, MAX_PERCENT);
    message.ifPresent(text -> Rules.text("message", text, MAX_CHARS));
  }

  /** The same percentage with another message, cut off where it is too long. */
  Progress saying(String text) {
    return new Progress(percent, Optional.of(text.length() <= MAX_CHARS ? text : cut(text)));
  }

  private static String cut(String text) {
    boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1));
    return text.substring(0, splitsPair ? MAX_CHARS - 1 : MAX_CHARS);
  }
}
