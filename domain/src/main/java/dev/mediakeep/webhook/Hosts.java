package dev.mediakeep.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts that something is under way to, and those that failed last. A host has a few places,
 * and those that failed last have half of all places among them, so that none holds up the others;
 * after some failures in a row a host is left alone for a while, and then tried with one message.
 * Thread-safe.
 */
final class Hosts {
  private static final int MOST_DOUBLINGS = 20;

  private final CourierConfig config;
  private final Map<String, Host> hosts = new HashMap<>();
  private final Set<MessageId> underWay = new HashSet<>();
  private final Set<MessageId> doneSinceLook = new HashSet<>();

  /** One of them. */
  private static final class Host {
    private int taken;
    private long failures;
    private Instant failedAt = Instant.MIN;
    private Instant closedUntil = Instant.MIN;

    boolean isFailing() {
      return failures > 0;
    }
  }

  Hosts(CourierConfig config) {
    this.config = config;
  }

  /** Whether something more may be under way. */
  synchronized boolean hasRoom() {
    return underWay.size() < config.atATime();
  }

  /**
   * Begins a look for due messages: from now on, those that are done meanwhile cannot be taken, as
   * the look may have seen them as they were before.
   *
   * @return the hosts that nothing more may be sent to now
   */
  synchronized Set<String> beginLook(Instant now) {
    doneSinceLook.clear();
    boolean isRoomForFailing = isRoomForFailing();
    Set<String> closed = new HashSet<>();
    hosts.forEach((name, host) -> {
      if (!isOpen(host, now, isRoomForFailing)) {
        closed.add(name);
      }
    });
    return closed;
  }

  private boolean isOpen(Host host, Instant now, boolean isRoomForFailing) {
    if (!host.isFailing()) {
      return host.taken < config.atATimePerHost();
    }
    boolean isBroken = host.failures >= config.failuresToBreak();
    return isRoomForFailing
        && !now.isBefore(host.closedUntil)
        && host.taken < (isBroken ? 1 : config.atATimePerHost());
  }

  private boolean isRoomForFailing() {
    int taken = hosts.values().stream().filter(Host::isFailing).mapToInt(host -> host.taken).sum();
    return taken < Math.max(1, config.atATime() / 2);
  }

  /** Takes a place for the message; false where there is none, or it is under way or done. */
  synchronized boolean take(WebhookMessage message, Instant now) {
    Host host = hosts.computeIfAbsent(message.url().host(), name -> new Host());
    if (!hasRoom()
        || !isOpen(host, now, !host.isFailing() || isRoomForFailing())
        || doneSinceLook.contains(message.id())
        || !underWay.add(message.id())) {
      return false;
    }
    host.taken++;
    return true;
  }

  /** Gives the place back. */
  synchronized void release(WebhookMessage message) {
    underWay.remove(message.id());
    doneSinceLook.add(message.id());
    String name = message.url().host();
    hosts.computeIfPresent(
        name, (same, host) -> --host.taken == 0 && !host.isFailing() ? null : host);
  }

  /** Counts no failures of the host any more. */
  synchronized void answered(String name) {
    Host host = hosts.get(name);
    if (host != null) {
      host.failures = 0;
      host.closedUntil = Instant.MIN;
    }
  }

  /**
   * Counts a failure.
   *
   * @param rest how long the host asked to be left alone
   * @return whether it has failed so often that it is left alone anyway
   */
  synchronized boolean failed(String name, Instant now, Optional<Duration> rest) {
    Host host = hosts.computeIfAbsent(name, unknown -> new Host());
    host.failures++;
    host.failedAt = now;
    long excess = host.failures - config.failuresToBreak();
    Duration pause = rest.orElse(Duration.ZERO);
    if (excess >= 0) {
      pause =
          longer(
              pause, config.shortestBreak().multipliedBy(1L << Math.min(excess, MOST_DOUBLINGS)));
    }
    host.closedUntil = now.plus(shorter(pause, config.longestBreak()));
    return excess >= 0;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Forgets hosts that failed before that time, so that they do not pile up. */
  synchronized void forgetFailuresBefore(Instant time) {
    hosts.values().removeIf(host -> host.taken == 0 && host.failedAt.isBefore(time));
  }
}
