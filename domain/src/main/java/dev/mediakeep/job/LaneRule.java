package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import java.util.function.Predicate;

/**
 * How many jobs a lane has room for.
 *
 * @param maxQueued the most that wait in line
 * @param maxRunning the most that are under way, at workers and at the provider
 */
public record LaneRule(Lane lane, int maxQueued, int maxRunning) {
  /** The largest limit. */
  public static final int MOST = 10_000_000;

  public LaneRule {
    Rules.inRange("maxQueued", maxQueued, 1, MOST);
    Rules.inRange("maxRunning", maxRunning, 1, MOST);
  }

  /** Room for 10,000 in line and 8 under way. */
  public static LaneRule ofDefaults(Lane lane) {
    return new LaneRule(lane, 10_000, 8);
  }

  /** That there is no such lane. */
  public static Problem unknown(Lane lane) {
    return Problem.of(ErrorCode.LANE_UNKNOWN, "lane must be one that there is, was " + lane)
        .withField("lane");
  }

  /** Refuses a lane that there is not, where somebody should have made it before. */
  public static void requireKnown(Lane lane, Predicate<Lane> isKnown) {
    if (!isKnown.test(lane)) {
      throw new IllegalArgumentException(unknown(lane).message());
    }
  }

  /** That the lane takes no jobs. */
  public static Problem closed(Lane lane) {
    return Problem.of(ErrorCode.LANE_CLOSED, "lane must take jobs, is draining: " + lane)
        .withField("lane");
  }
}
