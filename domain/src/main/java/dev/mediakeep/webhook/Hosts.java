package dev.mediakeep.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The hosts that something is under way to, and how they did last. Thread-safe. */
final class Hosts {
  /*
   * A message that is not answered holds a place for 15 seconds, and there are only so many. Whoever
   * may ask for jobs can have messages sent to as many names as he likes, all of which lead to a
   * machine of his that says nothing: a wildcard in the DNS is free. What he can have few of is
   * accounts and addresses. So a place is not just taken by who was due first:
   *
   *    a host            has two, so that one that hangs holds up no other
   *    doubtful hosts    have half of all places among them: those that were not heard of for a day,
   *                      that failed last, or took long to answer last. The other half is kept for
   *                      hosts that are known to answer at once, however many new ones there are
   *    an address        has no more places than are left free. Alone it has half of them; two that
   *                      take all they can have a third each, and so on: some are always left for
   *                      who comes next
   *    an owner          the same, of what is left to the address that he calls from: where an app
   *                      asks for all its users, they have one address
   *
   * The last two hold for all places, and once more for the half of the doubtful hosts. So who has
   * one account, and names without end, holds an eighth of all places. Hosts that answer just to
   * be known to, and then hang, gain him nothing but the quarter that anybody may have who asks alone.
   *
   * Of the places that he may not have, the list of due messages must not be full either: see
   * WebhookOutbox, which lists them by turns.
   *
   * After some failures in a row a host is left alone for a while, and then tried with one message.
   * How long it has failed is the time between failures that were seen, each time no more than a
   * break lasts: while the machine was off or asleep, nobody knows how a host did.
   */

  /** Of so many hosts it is remembered that they answer at once; a host is soon known again. */
  private static final int MOST_PROMPT = 1_000;

  private static final int MOST_DOUBLINGS = 20;

  private final CourierConfig config;
  private final Map<String, Host> hosts = new HashMap<>();

  /** Those that answered at once when they were sent to last, and when that was; in this order. */
  private final Map<String, Instant> prompt = new LinkedHashMap<>();

  /** The messages that are under way, and whether their hosts were doubtful. */
  private final Map<MessageId, Boolean> underWay = new HashMap<>();

  private final Set<MessageId> doneSinceLook = new HashSet<>();
  private final Places all;
  private final Places doubtful;

  /** One of them. */
  private static final class Host {
    private int taken;
    private long failures;
    private Duration failingFor = Duration.ZERO;
    private Instant failedAt = Instant.MIN;
    private Instant closedUntil = Instant.MIN;

    boolean isFailing() {
      return failures > 0;
    }
  }

  Hosts(CourierConfig config) {
    this.config = config;
    this.all = new Places(config.atATime());
    this.doubtful = new Places(Math.max(1, config.atATime() / 2));
  }

  /** Whether something more may be under way. */
  synchronized boolean hasRoom() {
    return !all.isFull();
  }

  /**
   * Begins a look for due messages: from now on, those that are done meanwhile cannot be taken, as
   * the look may have seen them as they were before.
   *
   * @return what to look for: so many that there are enough others where all that are under way are
   *     among them
   */
  synchronized DueQuery beginLook(Instant now) {
    doneSinceLook.clear();
    Set<String> closed = new HashSet<>();
    hosts.forEach((name, host) -> {
      if (!isOpen(host, now) || (host.isFailing() && doubtful.isFull())) {
        closed.add(name);
      }
    });
    return new DueQuery(
        now,
        all.engagedWith(closed),
        prompt.keySet(),
        config.atATimePerHost(),
        2 * config.atATime());
  }

  private boolean isOpen(Host host, Instant now) {
    boolean isBroken = host.failures >= config.failuresToBreak();
    return !now.isBefore(host.closedUntil) && host.taken < (isBroken ? 1 : config.atATimePerHost());
  }

  /** How many places are taken for who asked for the message. */
  synchronized int takenFor(WebhookMessage message) {
    return all.takenBy(message.asker());
  }

  /** Takes a place for the message; false where there is none, or it is under way or done. */
  synchronized boolean take(WebhookMessage message, Instant now) {
    String name = message.url().host();
    boolean isDoubtful = !prompt.containsKey(name);
    Host host = hosts.computeIfAbsent(name, unknown -> new Host());
    if (!isOpen(host, now)
        || !all.isOpenTo(message.asker())
        || (isDoubtful && !doubtful.isOpenTo(message.asker()))
        || doneSinceLook.contains(message.id())
        || underWay.putIfAbsent(message.id(), isDoubtful) != null) {
      return false;
    }
    host.taken++;
    all.take(message.asker());
    if (isDoubtful) {
      doubtful.take(message.asker());
    }
    return true;
  }

  /** Gives the place back. */
  synchronized void release(WebhookMessage message) {
    all.giveBack(message.asker());
    if (Boolean.TRUE.equals(underWay.remove(message.id()))) {
      doubtful.giveBack(message.asker());
    }
    doneSinceLook.add(message.id());
    String name = message.url().host();
    hosts.computeIfPresent(
        name, (same, host) -> --host.taken == 0 && !host.isFailing() ? null : host);
  }

  /** Counts no failures of the host any more. */
  synchronized void answered(String name, boolean isPrompt, Instant now) {
    Host host = hosts.get(name);
    if (host != null) {
      host.failures = 0;
      host.failingFor = Duration.ZERO;
      host.closedUntil = Instant.MIN;
    }
    prompt.remove(name);
    if (isPrompt) {
      prompt.put(name, now);
      forgetMany();
    }
  }

  private void forgetMany() {
    Iterator<String> longestKnown = prompt.keySet().iterator();
    while (prompt.size() > MOST_PROMPT) {
      longestKnown.next();
      longestKnown.remove();
    }
  }

  /**
   * Counts a failure.
   *
   * @param rest how long the host asked to be left alone
   * @return for how long it was seen to fail
   */
  synchronized Duration failed(String name, Instant now, Optional<Duration> rest) {
    prompt.remove(name);
    Host host = hosts.computeIfAbsent(name, unknown -> new Host());
    if (host.isFailing() && now.isAfter(host.failedAt)) {
      Duration gap = Duration.between(host.failedAt, now);
      host.failingFor = host.failingFor.plus(shorter(gap, config.longestBreak()));
    }
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
    return host.failingFor;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Forgets what hosts did before that time, so that they do not pile up. */
  synchronized void forgetBefore(Instant time) {
    hosts.values().removeIf(host -> host.taken == 0 && host.failedAt.isBefore(time));
    prompt.values().removeIf(time::isAfter);
  }
}
