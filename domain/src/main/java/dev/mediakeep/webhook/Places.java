package dev.mediakeep.webhook;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Places for messages under way, and for whom they are taken. Guarded by its hosts. */
final class Places {
  private final int most;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private final Map<Asker, Integer> byAsker = new HashMap<>();
  private int taken;

  Places(int most) {
    this.most = most;
  }

  boolean isFull() {
    return taken >= most;
  }

  int takenBy(Asker asker) {
    return byAsker.getOrDefault(asker, 0);
  }

  /**
   * Whether the asker may take one more: his address has fewer than would be left free, and he has
   * fewer than would be left to his address, which is half of what it lacks to having as many as
   * are free.
   */
  boolean isOpenTo(Asker asker) {
    int left = most - taken - takenFrom(asker.address());
    return left > 0 && takenBy(asker) < (left + 1) / 2;
  }

  private int takenFrom(String address) {
    return byAddress.getOrDefault(address, 0);
  }

  void take(Asker asker) {
    taken++;
    byAddress.merge(asker.address(), 1, Integer::sum);
    byAsker.merge(asker, 1, Integer::sum);
  }

  void giveBack(Asker asker) {
    taken--;
    byAddress.computeIfPresent(asker.address(), (same, count) -> count > 1 ? count - 1 : null);
    byAsker.computeIfPresent(asker, (same, count) -> count > 1 ? count - 1 : null);
  }

  /** These hosts, and those who have their share. */
  Engaged engagedWith(Set<String> hosts) {
    Set<String> addresses = new HashSet<>(byAddress.keySet());
    addresses.removeIf(address -> takenFrom(address) < most - taken);
    Set<Asker> askers = new HashSet<>(byAsker.keySet());
    askers.removeIf(this::isOpenTo);
    return new Engaged(hosts, addresses, askers);
  }
}
