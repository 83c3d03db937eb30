package dev.mediakeep.sqlite;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How many jobs each of many has; who has none takes no room. */
final class JobCounts<K> {
  private static final Count NONE = new Count(0, 0);

  private final Map<K, Count> counts = new HashMap<>();

  /** Jobs in line, and under way. */
  record Count(long queued, long running) {}

  Count of(K key) {
    return counts.getOrDefault(key, NONE);
  }

  /** Counts more of them, or fewer where the numbers are negative. */
  void add(K key, long queued, long running) {
    Count before = of(key);
    Count after = new Count(before.queued() + queued, before.running() + running);
    if (after.equals(NONE)) {
      counts.remove(key);
    } else {
      counts.put(key, after);
    }
  }

  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(Object::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
