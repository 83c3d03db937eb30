package dev.mediakeep.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a queued job stands in its lane if nothing else comes in.
 *
 * @param position how many jobs start until it does, itself included; exact where an owner's jobs
 *     cost the same
 * @param estimate when it may be done; empty while the lane has no runs to tell from
 */
public record Standing(long position, Optional<Estimate> estimate) {
  /**
   * How long it may take from now to its end, judged by the lane's last runs.
   *
   * @param p50 as likely less as more
   * @param p90 less in nine of ten cases
   */
  public record Estimate(Duration p50, Duration p90) {}

  /** How many of a lane's last runs an estimate is made of. */
  public static final int RUNS = 50;

  private static final double HALF = 0.5;
  private static final double NINE_TENTHS = 0.9;

  /**
   * A standing with an estimate: as many runs after each other as there are jobs before it for each
   * that the lane has under way at a time, and its own.
   *
   * @param atATime how many jobs of the lane may be under way
   * @param runs how long the lane's last runs took
   */
  public static Standing of(long position, int atATime, List<Duration> runs) {
    if (runs.isEmpty()) {
      return new Standing(position, Optional.empty());
    }
    List<Duration> sorted = runs.stream().sorted().toList();
    long turns = (position - 1) / atATime + 1;
    Estimate estimate =
        new Estimate(
            quantile(sorted, HALF).multipliedBy(turns),
            quantile(sorted, NINE_TENTHS).multipliedBy(turns));
    return new Standing(position, Optional.of(estimate));
  }

  /** By nearest rank. */
  private static Duration quantile(List<Duration> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
