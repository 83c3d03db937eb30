package dev.mediakeep.webhook;

import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import java.util.Optional;

/**
 * Which messages are wanted for looking at.
 *
 * @param before only messages with smaller numbers
 * @param limit 1 to 1,000
 */
public record DeliveryQuery(
    Optional<JobId> job, Optional<Delivery.State.Kind> state, Optional<Long> before, int limit) {
  private static final int MOST = 1_000;

  public DeliveryQuery {
    Rules.inRange("limit", limit, 1, MOST);
  }

  /** Of any job and in any state, the newest. */
  public static DeliveryQuery ofNewest(int limit) {
    return new DeliveryQuery(Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }
}
