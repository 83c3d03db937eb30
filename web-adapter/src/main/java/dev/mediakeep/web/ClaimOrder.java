package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.WorkerId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker asks for when it wants jobs.
 *
 * @param most how many it takes at a time
 * @param term how long it wants to have them; empty for the queue's own term
 * @param patience how long it waits for the first one
 */
record ClaimOrder(
    WorkerId worker, Set<Lane> lanes, int most, Optional<Duration> term, Duration patience) {
  static final Set<String> FIELDS = Set.of("worker", "lanes", "most", "leaseMs", "waitMs");

  private static final int MOST_LANES = 100;
  private static final int MOST_JOBS = 100;
  private static final long MOST_WAIT_MS = 60_000;

  static ClaimOrder of(JsonFields fields) {
    return new ClaimOrder(
        new WorkerId(JobFields.require("worker", fields.text("worker"))),
        lanes(fields.texts("lanes")),
        (int) Rules.inRange("most", fields.number("most").orElse(1L), 1, MOST_JOBS),
        WorkerFields.term(fields),
        Duration.ofMillis(
            Rules.inRange("waitMs", fields.number("waitMs").orElse(0L), 0, MOST_WAIT_MS)));
  }

  private static Set<Lane> lanes(List<String> names) {
    Rules.inRange("lanes", names.size(), 1, MOST_LANES);
    Set<Lane> lanes = new HashSet<>();
    for (String name : names) {
      lanes.add(lane(name));
    }
    return Set.copyOf(lanes);
  }

  private static Lane lane(String name) {
    try {
      return Lane.parse(name);
    } catch (InvalidValueException e) {
      throw new InvalidValueException("lanes", "lanes: " + e.getMessage());
    }
  }
}
