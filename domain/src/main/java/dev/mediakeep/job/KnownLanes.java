package dev.mediakeep.job;

import dev.mediakeep.error.MediakeepException;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lanes that have been seen in a store. There they stay, since none is ever removed, so that
 * the store need not be asked for them again. Thread-safe.
 */
final class KnownLanes {
  private final JobStore store;
  private final Set<Lane> seen = ConcurrentHashMap.newKeySet();

  KnownLanes(JobStore store) {
    this.store = store;
  }

  /** Throws {@code LANE_UNKNOWN} where one of them is none. */
  void require(Set<Lane> lanes) {
    if (seen.containsAll(lanes)) {
      return;
    }
    store.listLanes().forEach(status -> seen.add(status.rule().lane()));
    lanes.stream()
        .filter(lane -> !seen.contains(lane))
        .min(Comparator.comparing(Lane::toString))
        .ifPresent(lane -> {
          throw new MediakeepException(LaneRule.unknown(lane).withField("lanes"));
        });
  }
}
