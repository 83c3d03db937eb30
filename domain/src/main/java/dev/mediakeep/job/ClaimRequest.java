package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import java.time.Instant;
import java.util.Set;

/**
 * A worker that wants jobs.
 *
 * @param lanes those that it can work on, at least one
 * @param most how many it takes at a time, 1 to 100
 * @param until when the leases end
 */
public record ClaimRequest(WorkerId worker, Set<Lane> lanes, int most, Instant now, Instant until) {
  private static final int MOST = 100;

  public ClaimRequest {
    Rules.inRange("lanes", lanes.size(), 1, Integer.MAX_VALUE);
    Rules.inRange("most", most, 1, MOST);
    lanes = Set.copyOf(lanes);
  }
}
