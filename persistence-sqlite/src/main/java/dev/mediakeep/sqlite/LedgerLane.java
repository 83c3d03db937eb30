package dev.mediakeep.sqlite;

import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.FairnessPolicy;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A lane, its owners with what they have in line, and whose turn it is. Guarded by its ledger. */
final class LedgerLane {
  /** The jobs whose provider is to be asked, by the time of that. */
  final NavigableSet<Timed> polls = new TreeSet<>(Timed.BY_TIME);

  /** The queued jobs that are not due yet, by the time at which they are. */
  final NavigableSet<Timed> later = new TreeSet<>(Timed.BY_TIME);

  LaneRule rule;
  LaneMode mode;
  Optional<Instant> pausedUntil;
  long round;
  long lastPick;
  long running;

  private final Map<OwnerId, Turn> turns = new HashMap<>();
  private final NavigableSet<Turn> due =
      new TreeSet<>(
          Comparator.comparingLong((Turn turn) -> turn.paidUntil)
              .thenComparing(turn -> turn.owner.value()));
  private long queued;
  private long lastDueAt = Long.MIN_VALUE;

  /** An owner in the lane: until which round he has paid, and what he has in line. */
  static final class Turn {
    final LedgerLane lane;
    final OwnerId owner;

    /** What is due, by rank. */
    private final NavigableSet<InLine> line = new TreeSet<>(InLine.BY_RANK);

    private long paidUntil;
    private long queued;
    private long queuedCost;

    private Turn(LedgerLane lane, OwnerId owner) {
      this.lane = lane;
      this.owner = owner;
    }

    /** What he has that is due, what goes first first. */
    Collection<InLine> line() {
      return line;
    }

    long paidUntil() {
      return paidUntil;
    }

    @Override
    public String toString() {
      return owner + " paid until " + paidUntil + " cost " + queuedCost + " of " + queued;
    }

    /** Whether his lane still has him, and him in this form. */
    boolean isKnown() {
      return lane.turns.get(owner) == this;
    }

    /** Whether he has nothing in line and has paid for no more than one who never came. */
    boolean isIdle() {
      return queued == 0 && paidUntil <= lane.round;
    }
  }

  /** A lane as its row says. */
  LedgerLane(
      LaneRule rule, LaneMode mode, Optional<Instant> pausedUntil, long round, long lastPick) {
    this.rule = rule;
    this.mode = mode;
    this.pausedUntil = pausedUntil;
    this.round = round;
    this.lastPick = lastPick;
  }

  Lane name() {
    return rule.lane();
  }

  long queued() {
    return queued;
  }

  LaneStatus status() {
    return new LaneStatus(rule, mode, pausedUntil, queued, running);
  }

  /** Whether it may hand out a new job. */
  boolean isOpen(Instant now) {
    return mode != LaneMode.PAUSED
        && pausedUntil.map(until -> !now.isBefore(until)).orElse(true)
        && running < rule.maxRunning()
        && !due.isEmpty();
  }

  /** When the next job is due, and when the pause ends, as far as that is after a time. */
  LongStream timesAfter(long time) {
    Timed last = new Timed(time, Long.MAX_VALUE);
    LongStream nextJobs =
        Stream.of(polls, later)
            .flatMap(times -> Optional.ofNullable(times.higher(last)).stream())
            .mapToLong(Timed::time);
    LongStream pauseEnd = pausedUntil.stream().mapToLong(Instant::toEpochMilli);
    return Stream.of(nextJobs, pauseEnd.filter(end -> end > time), dueAgain(time))
        .flatMapToLong(times -> times);
  }

  /** When jobs are due that were due already, before the clock was set back. */
  private LongStream dueAgain(long time) {
    return time >= lastDueAt
        ? LongStream.empty()
        : due.stream()
            .flatMap(turn -> turn.line.stream())
            .mapToLong(InLine::dueAt)
            .filter(dueAt -> dueAt > time);
  }

  /** The owners who have something due, the one whose turn it is first. */
  Collection<Turn> due() {
    return due;
  }

  Collection<Turn> turns() {
    return turns.values();
  }

  Turn turn(OwnerId owner) {
    return turns.computeIfAbsent(owner, name -> new Turn(this, name));
  }

  /** An owner as he is, without making him one of the lane's. */
  Optional<Turn> find(OwnerId owner) {
    return Optional.ofNullable(turns.get(owner));
  }

  /** Counts one more of an owner's queued jobs, or one less. */
  void countQueued(Turn turn, int by, long cost) {
    queued += by;
    turn.queued += by;
    turn.queuedCost += by * cost;
  }

  /** Puts a queued job in line, now that it is due. */
  void addDue(InLine job) {
    job.turn().line.add(job);
    due.add(job.turn());
    lastDueAt = Math.max(lastDueAt, job.dueAt());
  }

  /** Takes a job out of the line; says whether it was there. */
  boolean removeDue(InLine job) {
    Turn turn = job.turn();
    boolean wasThere = turn.line.remove(job);
    if (turn.line.isEmpty()) {
      due.remove(turn);
    }
    return wasThere;
  }

  void pay(Turn turn, long paidUntil) {
    due.remove(turn);
    turn.paidUntil = paidUntil;
    if (!turn.line.isEmpty()) {
      due.add(turn);
    }
  }

  void forget(Turn turn) {
    turns.remove(turn.owner, turn);
  }

  void remember(Turn turn) {
    turns.put(turn.owner, turn);
  }

  /**
   * How many due jobs start before this one: its owner's of a lower rank; and of each other owner
   * as many as he can pay before this one's owner has paid for those, at the mean cost of what he
   * has in line.
   */
  long jobsBefore(InLine job) {
    Turn own = job.turn();
    Collection<InLine> first = own.line.headSet(job);
    long cost = first.stream().mapToLong(InLine::cost).sum();
    long turn = (first.isEmpty() ? own.paidUntil : Math.max(own.paidUntil, round)) + cost;
    long others =
        due.stream()
            .filter(other -> other != own)
            .mapToLong(other -> jobsBefore(other, own, turn))
            .sum();
    return first.size() + others;
  }

  private long jobsBefore(Turn other, Turn own, long turn) {
    boolean isSecond = other.owner.value().compareTo(own.owner.value()) > 0;
    if (other.paidUntil > turn || (other.paidUntil == turn && isSecond)) {
      return 0;
    }
    long credit = (turn - FairnessPolicy.turn(other.paidUntil, round)) * other.queued;
    long more = credit / other.queuedCost;
    boolean isTied = isSecond && credit % other.queuedCost == 0;
    return Math.min(other.line.size(), 1 + Math.max(0, isTied ? more - 1 : more));
  }

  @Override
  public String toString() {
    return status()
        + " round "
        + round
        + " last pick "
        + lastPick
        + " polls "
        + polls
        + " turns "
        + turns.values().stream()
            .filter(turn -> !turn.isIdle())
            .sorted(Comparator.comparing(turn -> turn.owner.value()))
            .toList()
        + " in line "
        + Stream.concat(
                later.stream(), due.stream().flatMap(turn -> turn.line.stream()).map(InLine::due))
            .sorted(Timed.BY_TIME)
            .toList();
  }
}
