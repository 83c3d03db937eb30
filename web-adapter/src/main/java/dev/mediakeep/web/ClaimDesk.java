package dev.mediakeep.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobListener;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** Where workers wait in line for jobs, each on the thread of its own call. Thread-safe. */
final class ClaimDesk implements JobListener, AutoCloseable {
  /*
   * Hundreds of workers may wait for one lane. A new job must wake one of them, not all, since each
   * that wakes asks the writer; and it must wake one surely, since nobody looks by himself.
   *
   * So each lane has a line, and the line counts chances: jobs that came in, or that time or a place
   * that became free may have let in. A chance wakes the sleeper who waits longest, who asks the
   * queue on his own thread:
   *
   *    he gets all that he takes     there may be more: the chance goes to the next one
   *    he gets something             the rest of the lane is empty
   *    he gets nothing               he sleeps again, at his old place
   *    he is gone, or it fails       the chance goes to the next one
   *
   * A chance that finds nobody asleep stays: whoever asks just now may have asked too early. It goes
   * when the last one has left, because the first who comes to an empty line has a chance from the
   * start, and so asks. Who comes to a line where others wait does not ask: they know that there is
   * nothing.
   *
   * Who waits in several lanes has a place in each. When he is called, he leaves them all, and asks
   * for all at once.
   */

  private static final System.Logger LOG = System.getLogger(ClaimDesk.class.getName());

  private final JobQueue jobs;
  private final LaneClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Lane, LaneLine> lines = new HashMap<>();
  private volatile boolean isDeserted = true;
  private boolean isClosed;
  private long arrivals;

  private ClaimDesk(JobQueue jobs) {
    this.jobs = jobs;
    this.clock = new LaneClock(jobs, this::laneChanged);
  }

  static ClaimDesk open(JobQueue jobs) {
    ClaimDesk desk = new ClaimDesk(jobs);
    jobs.addListener(desk);
    desk.clock.start();
    return desk;
  }

  HeldClaim arrive(ClaimOrder order) {
    lock.lock();
    try {
      arrivals++;
      return new HeldClaim(order, arrivals, lock.newCondition());
    } finally {
      lock.unlock();
    }
  }

  /** Says that the worker has gone: it wakes, gets nothing, and lets the next one have its turn. */
  void leave(HeldClaim claim) {
    lock.lock();
    try {
      claim.hasLeft = true;
      claim.turn.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives jobs to the worker, and waits for them as long as it does.
   *
   * @return none when there were none in time, when the worker has left, or when the service stops
   */
  List<Job> claim(HeldClaim claim) {
    List<Job> claimed = claim.order.patience().isZero() ? ask(claim) : await(claim);
    if (claim.hasLeft) {
      giveBack(claimed);
      return List.of();
    }
    return claimed;
  }

  /** Puts jobs back in line whose worker has gone: it would have them until the leases end. */
  void giveBack(List<Job> claimed) {
    claimed.forEach(this::giveBack);
  }

  private void giveBack(Job job) {
    try {
      JobChange change = jobs.release(job.id(), job.attempts().fence());
      LOG.log(DEBUG, "given back since its worker was gone: {0}", change);
    } catch (MediakeepException e) { // the other jobs must go back
      LOG.log(
          WARNING,
          "job "
              + job.id()
              + " is out until its lease ends, its worker is gone: "
              + e.getMessage());
    }
  }

  private List<Job> await(HeldClaim claim) {
    long end = System.nanoTime() + claim.order.patience().toNanos();
    enter(claim);
    try {
      List<Job> claimed = List.of();
      while (claimed.isEmpty() && awaitTurn(claim, end)) {
        claimed = ask(claim);
      }
      return claimed;
    } finally {
      depart(claim);
    }
  }

  private List<Job> ask(HeldClaim claim) {
    ClaimOrder order = claim.order;
    boolean mayBeMore = true;
    try {
      List<Job> claimed = jobs.claim(order.worker(), order.lanes(), order.most(), order.term());
      mayBeMore = claimed.size() == order.most();
      return claimed;
    } finally {
      if (mayBeMore) {
        passOn(claim);
      }
    }
  }

  private void enter(HeldClaim claim) {
    lock.lock();
    try {
      isDeserted = false;
      for (Lane lane : claim.order.lanes()) {
        lines
            .computeIfAbsent(
                lane,
                begun -> {
                  clock.watch(begun);
                  return new LaneLine();
                })
            .enter();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sleeps until it is called. Returns false when it waits no longer. */
  private boolean awaitTurn(HeldClaim claim, long end) {
    lock.lock();
    try {
      List<LaneLine> own = linesOf(claim);
      own.forEach(line -> line.sleeping.add(claim));
      own.forEach(this::callNext);
      long left = end - System.nanoTime();
      while (!claim.isCalled && !claim.hasLeft && !isClosed && left > 0) {
        left = claim.turn.awaitNanos(left);
      }
      boolean asks = claim.isCalled && !claim.hasLeft && !isClosed;
      if (asks) {
        claim.isCalled = false;
      }
      return asks;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private List<LaneLine> linesOf(HeldClaim claim) {
    return claim.order.lanes().stream().map(lines::get).filter(Objects::nonNull).toList();
  }

  private void callNext(LaneLine line) {
    while (line.hasChance() && !line.sleeping.isEmpty()) {
      HeldClaim next = line.sleeping.first();
      next.isCalled = true;
      next.turn.signal();
      for (LaneLine one : linesOf(next)) {
        one.sleeping.remove(next);
        one.takeChances(next.order.most());
      }
    }
  }

  private void depart(HeldClaim claim) {
    lock.lock();
    try {
      for (Lane lane : claim.order.lanes()) {
        LaneLine line = Objects.requireNonNull(lines.get(lane));
        line.sleeping.remove(claim);
        if (line.leave()) {
          lines.remove(lane);
          clock.forget(lane);
        }
      }
      isDeserted = lines.isEmpty();
      if (claim.isCalled) {
        passOn(claim);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next in line has the chance that this one had. */
  private void passOn(HeldClaim claim) {
    lock.lock();
    try {
      linesOf(claim).forEach(this::offer);
    } finally {
      lock.unlock();
    }
  }

  private void offer(LaneLine line) {
    line.offerChance();
    callNext(line);
  }

  @Override
  public void jobChanged(Job job) {
    if (isDeserted) {
      return;
    }
    lock.lock();
    try {
      job.state()
          .claimableAt()
          .ifPresent(due -> {
            if (jobs.now().isBefore(due)) {
              clock.expect(job.request().lane(), due);
            } else {
              add(job.request().lane());
            }
          });
      if (givesUpItsPlace(job)) {
        lines.values().forEach(this::offer);
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(Lane lane) {
    LaneLine line = lines.get(lane);
    if (line != null) {
      line.addChance();
      callNext(line);
    }
  }

  /** Whether it was under way, so that another job of its owner or address may be, in any lane. */
  private static boolean givesUpItsPlace(Job job) {
    return job.state().kind().isFinal()
        || (job.state() instanceof JobState.Queued && job.attempts().fence() > 0);
  }

  @Override
  public void timePassed() {
    lock.lock();
    try {
      lines.values().forEach(this::offer);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void laneChanged(Lane lane) {
    lock.lock();
    try {
      LaneLine line = lines.get(lane);
      if (line != null) {
        offer(line);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends all away who wait. May be called again. */
  @Override
  public void close() {
    jobs.removeListener(this);
    lock.lock();
    try {
      isClosed = true;
      lines.values().forEach(line -> line.sleeping.forEach(claim -> claim.turn.signal()));
    } finally {
      lock.unlock();
    }
    clock.close();
  }
}
