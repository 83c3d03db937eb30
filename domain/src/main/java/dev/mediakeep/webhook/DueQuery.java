package dev.mediakeep.webhook;

import dev.mediakeep.error.Rules;
import java.time.Instant;
import java.util.Set;

/**
 * Which messages are wanted for sending.
 *
 * @param without what is held back
 * @param preferred hosts whose messages go before others of the same asker
 * @param perHost how many of one asker to one host at most, 1 to 1,000
 * @param most how many in all, 1 to 10,000
 */
public record DueQuery(Instant now, Engaged without, Set<String> preferred, int perHost, int most) {
  private static final int MOST_PER_HOST = 1_000;
  private static final int MOST = 10_000;

  public DueQuery {
    preferred = Set.copyOf(preferred);
    Rules.inRange("perHost", perHost, 1, MOST_PER_HOST);
    Rules.inRange("most", most, 1, MOST);
  }
}
