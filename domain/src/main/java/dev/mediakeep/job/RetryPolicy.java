package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and after which wait an attempt is followed by another. Full jitter: the wait is drawn
 * evenly between nothing and a span that doubles each time, so that those who failed together do
 * not come back together (Marc Brooker, "Exponential Backoff And Jitter", AWS 2015).
 *
 * @param maxAttempts how many attempts may be spent, 1 to 100
 * @param base the span after the first
 * @param cap the longest span
 */
public record RetryPolicy(int maxAttempts, Duration base, Duration cap) {
  private static final int MOST_ATTEMPTS = 100;
  private static final int MOST_DOUBLINGS = 30;

  public RetryPolicy {
    Rules.inRange("maxAttempts", maxAttempts, 1, MOST_ATTEMPTS);
    Rules.inRange("base", base.toMillis(), 1, Duration.ofHours(1).toMillis());
    Rules.inRange("cap", cap.toMillis(), base.toMillis(), Duration.ofDays(1).toMillis());
  }

  /** Eight attempts, spans from 2 s to 10 min. */
  public static RetryPolicy ofDefaults() {
    return new RetryPolicy(8, Duration.ofSeconds(2), Duration.ofMinutes(10));
  }

  boolean allowsAfter(int spent) {
    return spent < maxAttempts;
  }

  /** The wait after so many attempts, at least one. */
  Duration delay(int spent, RandomGenerator random) {
    long doubled = base.toMillis() << Math.min(spent - 1, MOST_DOUBLINGS);
    long span = Math.min(doubled, cap.toMillis());
    return Duration.ofMillis(random.nextLong(span + 1));
  }
}
