package dev.mediakeep.sqlite;

import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.FairnessPolicy;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneMode;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.job.QueueLimits;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jobs that have not ended, in memory: the line of each owner in each lane, whose turn it is,
 * when something is due, and how many there are of each lane, owner and address. About 200 bytes a
 * job.
 *
 * <p>Changed by the writer's thread only, which may read it without more ado. Other threads call
 * what says so, and see a moment that may not be committed yet.
 */
final class JobLedger {
  /*
   * Why this is not in tables
   * =========================
   *
   * Each step of a job changes four counts (of its lane, its owner, its address, its owner in its
   * lane), its place in line and the time at which something is to be done with it. As rows and
   * indexes that took most of the time of a step, since each of them is another page to be written
   * and synced. The writer is the only one who changes jobs, so it can keep all of that in memory;
   * the rows of the jobs say it too, and after a restart it is read from them (LedgerLoad), through
   * an index that holds only jobs that have not ended.
   *
   * Only what no job says is written: the round of a lane, and until which round each owner has
   * paid. That happens once before each commit, in the same transaction, for all picks of a group.
   *
   * Memory must go with the database when that takes something back. So each change tells the undo
   * log its inverse. Only the numbers of jobs, picks and lines of the log are not given back: there
   * may be gaps in them.
   */

  private final UndoLog undo;
  private final JobNumbers numbers;
  private final JobCache cache = new JobCache();
  private final Map<Lane, LedgerLane> lanes = new TreeMap<>();
  private final JobCounts<OwnerId> owners = new JobCounts<>();
  private final JobCounts<String> addresses = new JobCounts<>();
  private final NavigableSet<InLine> later = new TreeSet<>(InLine.BY_TIME);
  private final NavigableSet<Timed> overdue = new TreeSet<>(Timed.BY_TIME);
  private final Set<LedgerLane> pickedFrom = new LinkedHashSet<>();
  private final Set<LedgerLane.Turn> paid = new LinkedHashSet<>();
  private final SqlWork<?> write = this::write;
  private long queued;
  private long lastPick;

  /** A ledger without jobs. */
  JobLedger(UndoLog undo, JobNumbers numbers) {
    this.undo = undo;
    this.numbers = numbers;
  }

  JobCache cache() {
    return cache;
  }

  JobNumbers numbers() {
    return numbers;
  }

  Optional<LedgerLane> lane(Lane lane) {
    return Optional.ofNullable(lanes.get(lane));
  }

  /** The lanes that may hand out a new job, the one whose turn it is first. */
  List<LedgerLane> openLanes(Set<Lane> among, Instant now) {
    List<LedgerLane> open = lanes(among);
    open.removeIf(lane -> !lane.isOpen(now));
    open.sort(
        Comparator.comparingLong((LedgerLane lane) -> lane.lastPick)
            .thenComparing(LedgerLane::name));
    return open;
  }

  /** Those of these lanes that there are. */
  List<LedgerLane> lanes(Set<Lane> among) {
    List<LedgerLane> found = new ArrayList<>(among.size());
    for (Lane name : among) {
      lane(name).ifPresent(found::add);
    }
    return found;
  }

  /**
   * How many are queued in all, and in the lane, of the owner and from the address of a request.
   */
  QueueLimits.Counts queued(JobRequest like) {
    return new QueueLimits.Counts(
        queued,
        lane(like.lane()).map(LedgerLane::queued).orElse(0L),
        owners.of(like.owner()).queued(),
        like.address().map(address -> addresses.of(address).queued()).orElse(0L));
  }

  long runningOf(OwnerId owner) {
    return owners.of(owner).running();
  }

  long runningFrom(String address) {
    return addresses.of(address).running();
  }

  /** The numbers of jobs that something is to be done with, the longest overdue first. */
  List<Long> overdue(long now, int most) {
    return overdue.headSet(new Timed(now, Long.MAX_VALUE), true).stream()
        .limit(most)
        .map(Timed::number)
        .toList();
  }

  /** Takes note of what a job is from now on. */
  void add(OpenJob job, long now) {
    put(job, now);
    undo.add(() -> take(job));
  }

  /** Takes note that a job is so no more. */
  void remove(OpenJob job, long now) {
    take(job);
    undo.add(() -> put(job, now));
  }

  synchronized void put(OpenJob job, long now) {
    LedgerLane lane = known(job.lane());
    if (job.isQueued()) {
      InLine inLine = job.inLine(lane.turn(job.owner()));
      if (inLine.dueAt() <= now) {
        lane.addDue(inLine);
      } else {
        later.add(inLine);
        lane.later.add(inLine.due());
      }
    } else {
      job.claimableAt().ifPresent(time -> lane.polls.add(new Timed(time, job.number())));
    }
    job.overdueAt().ifPresent(time -> overdue.add(new Timed(time, job.number())));
    count(lane, job, 1);
  }

  private synchronized void take(OpenJob job) {
    LedgerLane lane = known(job.lane());
    boolean wasThere =
        job.isQueued()
            ? takeQueued(job.inLine(lane.turn(job.owner())))
            : job.claimableAt()
                .map(time -> lane.polls.remove(new Timed(time, job.number())))
                .orElse(true);
    if (!wasThere) {
      throw new LedgerMismatchException("the ledger has no " + job);
    }
    job.overdueAt().ifPresent(time -> overdue.remove(new Timed(time, job.number())));
    count(lane, job, -1);
  }

  private boolean takeQueued(InLine job) {
    LedgerLane lane = job.turn().lane;
    return lane.removeDue(job) || (later.remove(job) && lane.later.remove(job.due()));
  }

  private void count(LedgerLane lane, OpenJob job, int by) {
    int queuedBy = job.isQueued() ? by : 0;
    int runningBy = by - queuedBy;
    queued += queuedBy;
    lane.running += runningBy;
    if (job.isQueued()) {
      lane.countQueued(lane.turn(job.owner()), by, job.cost());
    }
    owners.add(job.owner(), queuedBy, runningBy);
    job.address().ifPresent(address -> addresses.add(address, queuedBy, runningBy));
  }

  /** Puts the queued jobs in line that have become due. */
  synchronized void letInDue(long now) {
    while (!later.isEmpty() && later.first().dueAt() <= now) {
      InLine job = later.removeFirst();
      job.turn().lane.later.remove(job.due());
      job.turn().lane.addDue(job);
    }
  }

  /** Lets an owner pay for what his lane hands out to him. */
  synchronized void pick(LedgerLane.Turn turn, long cost, Session session) {
    LedgerLane lane = turn.lane;
    long round = lane.round;
    long paidUntil = turn.paidUntil();
    long pick = lane.lastPick;
    undo.add(() -> putBack(turn, round, paidUntil, pick));
    lane.round = FairnessPolicy.turn(paidUntil, round);
    lane.lastPick = ++lastPick;
    lane.pay(turn, FairnessPolicy.paid(lane.round, cost));
    pickedFrom.add(lane);
    paid.add(turn);
    session.beforeCommit(write);
  }

  private synchronized void putBack(LedgerLane.Turn turn, long round, long paidUntil, long pick) {
    turn.lane.round = round;
    turn.lane.lastPick = pick;
    turn.lane.pay(turn, paidUntil);
  }

  /**
   * Writes what no job says. What was taken back meanwhile is written as it was before; whose lane
   * was taken back, or who was forgotten, is not.
   */
  private int write(Session session) throws SQLException {
    List<LedgerLane.Turn> turns = paid.stream().filter(LedgerLane.Turn::isKnown).toList();
    List<LedgerLane> rounds = pickedFrom.stream().filter(this::isKnown).toList();
    paid.clear();
    pickedFrom.clear();
    for (LedgerLane lane : rounds) {
      session
          .call(LedgerSql.UPDATE_LANE)
          .with(lane.round)
          .with(lane.lastPick)
          .with(lane.name().toString())
          .update();
    }
    for (LedgerLane.Turn turn : turns.stream().filter(one -> isKnown(one.lane)).toList()) {
      session
          .call(LedgerSql.PUT_TURN)
          .with(turn.lane.name().toString())
          .with(turn.owner.value())
          .with(turn.paidUntil())
          .update();
    }
    return rounds.size() + turns.size();
  }

  private boolean isKnown(LedgerLane lane) {
    return lanes.get(lane.name()) == lane;
  }

  /** Takes note of a lane's row, as it was read. */
  synchronized void putLane(LedgerLane lane) {
    lanes.put(lane.name(), lane);
    lastPick = Math.max(lastPick, lane.lastPick);
  }

  /** Takes note of new limits of a lane, or of a new lane. */
  synchronized void putRule(LaneRule rule) {
    LedgerLane lane = lanes.get(rule.lane());
    if (lane == null) {
      putLane(new LedgerLane(rule, LaneMode.OPEN, Optional.empty(), 0, 0));
      undo.add(() -> forgetLane(rule.lane()));
    } else {
      LaneRule before = lane.rule;
      lane.rule = rule;
      undo.add(() -> putBack(lane, before));
    }
  }

  private synchronized void putBack(LedgerLane lane, LaneRule rule) {
    lane.rule = rule;
  }

  private synchronized void forgetLane(Lane lane) {
    lanes.remove(lane);
  }

  /** Takes note of what a lane does from now on. */
  synchronized void setMode(LedgerLane lane, LaneMode mode, Optional<Instant> pausedUntil) {
    LaneMode modeBefore = lane.mode;
    Optional<Instant> pauseBefore = lane.pausedUntil;
    undo.add(() -> putBack(lane, modeBefore, pauseBefore));
    putBack(lane, mode, pausedUntil);
  }

  private synchronized void putBack(LedgerLane lane, LaneMode mode, Optional<Instant> pausedUntil) {
    lane.mode = mode;
    lane.pausedUntil = pausedUntil;
  }

  /** Forgets owners who have nothing in line and owe nothing, at most so many; says who. */
  synchronized List<LedgerLane.Turn> forgetIdle(int most) {
    List<LedgerLane.Turn> idle =
        lanes.values().stream()
            .flatMap(lane -> lane.turns().stream())
            .filter(LedgerLane.Turn::isIdle)
            .limit(most)
            .toList();
    idle.forEach(turn -> turn.lane.forget(turn));
    undo.add(() -> remember(idle));
    return idle;
  }

  private synchronized void remember(List<LedgerLane.Turn> turns) {
    turns.forEach(turn -> turn.lane.remember(turn));
  }

  /** Whether something is overdue. May be called from any thread. */
  synchronized boolean isOverdue(long now) {
    return !overdue.isEmpty() && overdue.first().time() <= now;
  }

  /**
   * The first time after that one at which a job of these lanes is due, or the pause of one of them
   * ends. May be called from any thread.
   */
  synchronized OptionalLong nextDueAfter(long time, Set<Lane> among) {
    return among.stream()
        .flatMap(name -> lane(name).stream())
        .flatMapToLong(lane -> lane.timesAfter(time))
        .min();
  }

  /** All lanes, in the order of their names. May be called from any thread. */
  synchronized List<LaneStatus> statuses() {
    return lanes.values().stream().map(LedgerLane::status).toList();
  }

  /**
   * How many jobs start before a queued one, and how many of its lane may be under way; empty where
   * its owner has nothing in line any more. May be called from any thread.
   */
  synchronized Optional<Ahead> ahead(OpenJob job) {
    return lane(job.lane())
        .flatMap(lane ->
            lane.find(job.owner())
                .map(turn -> new Ahead(lane.jobsBefore(job.inLine(turn)), lane.rule.maxRunning())));
  }

  /**
   * What is ahead of a job.
   *
   * @param atATime how many jobs of its lane may be under way
   */
  record Ahead(long jobs, int atATime) {}

  /** All of it but for who was let in already; for a test or somebody who looks for a mistake. */
  @Override
  public synchronized String toString() {
    return lanes.values().stream().map(LedgerLane::toString).collect(Collectors.joining("\n"))
        + "\n"
        + numbers
        + " queued "
        + queued
        + " in line "
        + Stream.concat(
                later.stream(),
                lanes.values().stream()
                    .flatMap(lane -> lane.due().stream())
                    .flatMap(turn -> turn.line().stream()))
            .map(job -> job.turn().owner + " " + job.number() + " rank " + job.rank())
            .sorted()
            .toList()
        + " overdue "
        + overdue
        + "\nowners "
        + owners
        + "\naddresses "
        + addresses;
  }

  /** Each job's row refers to its lane's. */
  private LedgerLane known(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane), "lane of a job");
  }
}
