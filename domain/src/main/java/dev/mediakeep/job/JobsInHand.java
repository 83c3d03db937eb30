package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The jobs that a runner works on, each on a virtual thread of its own, with their heartbeats. A
 * job whose lease is lost is worked on no more: its thread is interrupted. Thread-safe.
 */
final class JobsInHand {
  private static final int BEATS_A_TERM = 3;

  /** After one that failed. */
  private static final Duration UNTIL_NEXT_BEAT = Duration.ofSeconds(1);

  private final RunnerParts parts;
  private final Runnable onRoom;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<JobId, Hand> hands = new HashMap<>();
  private boolean isOver;

  /**
   * None.
   *
   * @param onRoom is run each time that one is done
   */
  JobsInHand(RunnerParts parts, Runnable onRoom) {
    this.parts = parts;
    this.onRoom = onRoom;
  }

  /** A job being worked on. */
  private static final class Hand {
    private final Job job;
    private final JobStep step;
    private final Thread thread;
    private long beatNanos = System.nanoTime();
    private boolean isBeating;

    Hand(Job job, JobStep step, Thread thread) {
      this.job = job;
      this.step = step;
      this.thread = thread;
    }
  }

  int room() {
    lock.lock();
    try {
      return parts.config().atATime() - hands.size();
    } finally {
      lock.unlock();
    }
  }

  void take(Job job) {
    JobStep step = new JobStep(parts, job, JobsInHand::sleep);
    Thread thread =
        Thread.ofVirtual().name("mediakeep-job-" + job.id()).unstarted(() -> work(job.id(), step));
    lock.lock();
    try {
      hands.put(job.id(), new Hand(job, step, thread));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.start();
  }

  private void work(JobId id, JobStep step) {
    try {
      step.run();
    } finally {
      drop(id, step);
      onRoom.run();
    }
  }

  /** The job itself may be in hand again by now, under another lease. */
  private void drop(JobId id, JobStep step) {
    lock.lock();
    try {
      hands.computeIfPresent(id, (key, hand) -> hand.step == step ? null : hand);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Beats for whatever takes long, until {@link #end}. */
  void beat() {
    long third = parts.leaseTerm().toNanos() / BEATS_A_TERM;
    try {
      while (waitForBeat(third)) {
        late(third).forEach(hand -> startBeat(hand, third));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each on a thread of its own, as a store that is busy answers late. */
  private void startBeat(Hand hand, long third) {
    try {
      Thread.startVirtualThread(() -> beat(hand, third));
    } catch (Throwable e) { // of any kind: the next beat must come
      parts.report(Optional.of(hand.job.id()), e);
      setNextBeat(hand, System.nanoTime());
    }
  }

  /** Whether there is more to come. */
  private boolean waitForBeat(long third) throws InterruptedException {
    lock.lock();
    try {
      while (!isOver) {
        long wait = nanosToNextBeat(third);
        if (wait <= 0) {
          return true;
        }
        changed.awaitNanos(wait);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private long nanosToNextBeat(long third) {
    long now = System.nanoTime();
    return hands.values().stream()
        .filter(hand -> !hand.isBeating)
        .mapToLong(hand -> hand.beatNanos + third - now)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private List<Hand> late(long third) {
    lock.lock();
    try {
      long now = System.nanoTime();
      List<Hand> late =
          hands.values().stream()
              .filter(hand -> !hand.isBeating && hand.beatNanos + third - now <= 0)
              .toList();
      late.forEach(hand -> hand.isBeating = true);
      return late;
    } finally {
      lock.unlock();
    }
  }

  private void beat(Hand hand, long third) {
    long soon = Math.min(third, UNTIL_NEXT_BEAT.toNanos());
    long before = System.nanoTime();
    boolean isHeard = false;
    try {
      isHeard = isHeard(hand);
    } catch (Throwable e) { // of any kind: the next beat must come
      parts.report(Optional.of(hand.job.id()), e);
    } finally {
      setNextBeat(hand, isHeard ? before : System.nanoTime() - third + soon);
    }
  }

  /** Whether the lease holds; where it does not, the work ends. */
  private boolean isHeard(Hand hand) {
    long fence = hand.job.attempts().fence();
    Optional<Duration> term = parts.config().leaseTerm();
    JobChange change = parts.queue().heartbeat(hand.job.id(), fence, Optional.empty(), term);
    boolean isHeld = change instanceof JobChange.Done;
    if (!isHeld) {
      hand.thread.interrupt();
    }
    return isHeld;
  }

  private void setNextBeat(Hand hand, long beatNanos) {
    lock.lock();
    try {
      hand.isBeating = false;
      hand.beatNanos = beatNanos;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static boolean sleep(Duration pause) throws InterruptedException {
    Thread.sleep(pause);
    return true;
  }

  /** Whether all are done within that time. */
  boolean awaitNone(Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lock();
    try {
      while (left > 0 && !hands.isEmpty()) {
        left = changed.awaitNanos(left);
      }
      return hands.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Has each that is left stop as soon as it can. */
  void interrupt() {
    rest().forEach(hand -> hand.thread.interrupt());
  }

  /** Gives back what is left, whatever its thread still does. */
  void giveBack() {
    rest().forEach(hand -> hand.step.giveBack());
  }

  private List<Hand> rest() {
    lock.lock();
    try {
      return List.copyOf(hands.values());
    } finally {
      lock.unlock();
    }
  }

  /** Ends the heartbeats. */
  void end() {
    lock.lock();
    try {
      isOver = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
