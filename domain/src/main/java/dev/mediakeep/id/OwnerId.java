package dev.mediakeep.id;

import dev.mediakeep.error.Rules;

/**
 * The subject that owns something: an opaque name of the embedding app's choice.
 *
 * @param value 1 to 200 characters, no control characters; compared exactly
 */
public record OwnerId(String value) {
  /** The owner of what comes in from callers that nobody has told apart. */
  public static final OwnerId ANONYMOUS = new OwnerId("anonymous");

  private static final int MAX_CHARS = 200;

  public OwnerId {
    Rules.name("owner", value, MAX_CHARS);
  }

  @Override
  public String toString() {
    return value;
  }
}
