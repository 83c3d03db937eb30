package dev.mediakeep.memory;

import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.FairnessPolicy;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A lane, and whose turn it is in it. Guarded by its store. */
final class InMemoryLane {
  private final Map<OwnerId, Long> paidUntil;
  private LaneRule rule;
  private LaneMode mode = LaneMode.OPEN;
  private Optional<Instant> pausedUntil = Optional.empty();
  private long round;
  private long lastPick;

  InMemoryLane(LaneRule rule) {
    this(rule, new HashMap<>());
  }

  private InMemoryLane(LaneRule rule, Map<OwnerId, Long> paidUntil) {
    this.rule = rule;
    this.paidUntil = paidUntil;
  }

  LaneRule rule() {
    return rule;
  }

  LaneMode mode() {
    return mode;
  }

  Optional<Instant> pausedUntil() {
    return pausedUntil;
  }

  /** The number of the pick by which it last handed out a new job. */
  long lastPick() {
    return lastPick;
  }

  void setRule(LaneRule next) {
    rule = next;
  }

  void change(LaneMode next) {
    mode = next;
    pausedUntil = Optional.empty();
  }

  void pauseUntil(Instant time) {
    pausedUntil = Optional.of(pausedUntil.filter(time::isBefore).orElse(time));
  }

  boolean handsOut(Instant now) {
    return mode != LaneMode.PAUSED && pausedUntil.map(until -> !now.isBefore(until)).orElse(true);
  }

  long paidUntil(OwnerId owner) {
    return paidUntil.getOrDefault(owner, 0L);
  }

  /** Takes note that the owner's turn was used. */
  void pick(OwnerId owner, long cost, long pick) {
    long turn = FairnessPolicy.turn(paidUntil(owner), round);
    round = turn;
    lastPick = pick;
    paidUntil.put(owner, FairnessPolicy.paid(turn, cost));
  }

  /** Forgets owners who have nothing in line and owe nothing. */
  void forgetAllBut(Set<OwnerId> waiting) {
    paidUntil
        .entrySet()
        .removeIf(entry -> entry.getValue() <= round && !waiting.contains(entry.getKey()));
  }

  /** A copy to try out in which order jobs would go. */
  InMemoryLane copy() {
    InMemoryLane copy = new InMemoryLane(rule, new HashMap<>(paidUntil));
    copy.round = round;
    return copy;
  }
}
