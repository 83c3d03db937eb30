package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import java.time.Duration;
import java.time.Instant;

/**
 * Whose job goes first. Among the owners of a lane: deficit round robin (Shreedhar and Varghese,
 * SIGCOMM 1995) weighted by cost, with a quantum of one unit. Its rounds are not walked but
 * counted: an owner's turn is the round in which his deficit is paid off, so that the next pick is
 * the owner with the smallest turn, found in an index however many owners there are. That is
 * start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996).
 *
 * <p>Among the jobs of one owner: the oldest, where each step of priority counts as so much age. So
 * a job of low priority is overtaken for a limited time only.
 *
 * @param priorityStep what a step of priority is worth in age; 0 to 1 day
 */
public record FairnessPolicy(Duration priorityStep) {
  public FairnessPolicy {
    Rules.inRange("priorityStep", priorityStep.toMillis(), 0, Duration.ofDays(1).toMillis());
  }

  /** Ten minutes. */
  public static FairnessPolicy ofDefaults() {
    return new FairnessPolicy(Duration.ofMinutes(10));
  }

  /** Where a job stands among its owner's: the smaller goes first. It never changes by waiting. */
  public long rank(Instant since, int priority) {
    return since.toEpochMilli() - priority * priorityStep.toMillis();
  }

  /**
   * The round in which an owner gets his turn when a job of his is there: the one that he has paid
   * for, but none that has passed, since who was away saves nothing up.
   */
  public static long turn(long paidUntil, long round) {
    return Math.max(paidUntil, round);
  }

  /** The round until which an owner has paid after a job of that cost is picked. */
  public static long paid(long turn, long cost) {
    return turn + cost;
  }
}
