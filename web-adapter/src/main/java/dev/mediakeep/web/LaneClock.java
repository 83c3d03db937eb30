package dev.mediakeep.web;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.mediakeep.error.FaultRun;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Tells when passing time alone makes something claimable in the lanes that somebody waits in. For
 * whatever else might have been missed, it tells so of each lane now and then. Thread-safe.
 */
final class LaneClock implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LaneClock.class.getName());
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

  private final JobQueue jobs;
  private final Consumer<Lane> onDue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Lane, Watched> lanes = new HashMap<>();
  private final FaultRun faults = new FaultRun("looking for jobs that will be due");
  private final Thread thread;
  private boolean isClosed;

  /** A lane, and when the store is next to be looked at for it. Guarded by the clock's lock. */
  private static final class Watched {
    /** All that was due until then has been told. */
    private Instant told;

    /** The next time after that, as far as anybody has said. */
    private Optional<Instant> next = Optional.empty();

    /** Whether the store has said it. */
    private boolean isAsked;

    Watched(Instant told) {
      this.told = told;
    }

    boolean isDue(Instant now) {
      return next.filter(time -> !now.isBefore(time)).isPresent();
    }

    void expect(Instant time) {
      next = Optional.of(next.filter(time::isAfter).orElse(time));
    }

    void tell(Instant now) {
      told = now;
      next = Optional.empty();
      isAsked = false;
    }
  }

  /**
   * A clock that does not run yet.
   *
   * @param onDue is told of a lane, on the clock's thread
   */
  LaneClock(JobQueue jobs, Consumer<Lane> onDue) {
    this.jobs = jobs;
    this.onDue = onDue;
    this.thread = Thread.ofVirtual().name("mediakeep-lane-clock").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Tells of the lane from now on. */
  void watch(Lane lane) {
    lock.lock();
    try {
      lanes.put(lane, new Watched(jobs.now()));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Tells of it no more. */
  void forget(Lane lane) {
    lock.lock();
    try {
      lanes.remove(lane);
    } finally {
      lock.unlock();
    }
  }

  /** Takes note that something of a lane will be due. */
  void expect(Lane lane, Instant time) {
    lock.lock();
    try {
      Watched watched = lanes.get(lane);
      if (watched != null) {
        watched.expect(time);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!isClosed()) {
        tellOfAll();
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!isClosed() && System.nanoTime() - end < 0) {
          if (tellOfDue()) {
            await(end);
          } else {
            pause();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the store could be asked. */
  private boolean tellOfDue() {
    try {
      ask();
      due().forEach(onDue);
      faults.succeeded().ifPresent(line -> LOG.log(INFO, line));
      return true;
    } catch (RuntimeException e) { // of any kind: nobody else would tell the lanes
      faults.failed(e).ifPresent(line -> LOG.log(WARNING, line, e));
      return false;
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return isClosed;
    } finally {
      lock.unlock();
    }
  }

  /** Asks the store, outside of the lock, for what nobody has told. */
  private void ask() {
    for (Map.Entry<Lane, Instant> unknown : unknown().entrySet()) {
      Lane lane = unknown.getKey();
      jobs.nextDueAfter(unknown.getValue(), Set.of(lane)).ifPresent(time -> expect(lane, time));
      markAsked(lane);
    }
  }

  private void markAsked(Lane lane) {
    lock.lock();
    try {
      Watched watched = lanes.get(lane);
      if (watched != null) {
        watched.isAsked = true;
      }
    } finally {
      lock.unlock();
    }
  }

  private Map<Lane, Instant> unknown() {
    lock.lock();
    try {
      Map<Lane, Instant> unknown = new HashMap<>();
      lanes.forEach((lane, watched) -> {
        if (!watched.isAsked) {
          unknown.put(lane, watched.told);
        }
      });
      return unknown;
    } finally {
      lock.unlock();
    }
  }

  private void tellOfAll() {
    List<Lane> all;
    lock.lock();
    try {
      all = List.copyOf(lanes.keySet());
    } finally {
      lock.unlock();
    }
    all.forEach(onDue);
  }

  private List<Lane> due() {
    lock.lock();
    try {
      Instant now = jobs.now();
      List<Lane> due = new ArrayList<>();
      lanes.forEach((lane, watched) -> {
        if (watched.isDue(now)) {
          watched.tell(now);
          due.add(lane);
        }
      });
      return due;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something is due or a lane is new, at most until that time. */
  private void await(long end) throws InterruptedException {
    lock.lock();
    try {
      long left = nanosLeft(end);
      while (!isClosed && left > 0 && lanes.values().stream().allMatch(one -> one.isAsked)) {
        changed.awaitNanos(left);
        left = nanosLeft(end);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits, whatever else happens: the store would be asked the same again, and fail again. */
  private void pause() throws InterruptedException {
    lock.lock();
    try {
      long left = PAUSE_AFTER_FAULT.toNanos();
      while (!isClosed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private long nanosLeft(long end) {
    Instant now = jobs.now();
    long untilDue =
        lanes.values().stream()
            .flatMap(watched -> watched.next.stream())
            .mapToLong(next -> TimeUnit.MILLISECONDS.toNanos(now.until(next, ChronoUnit.MILLIS)))
            .min()
            .orElse(Long.MAX_VALUE);
    return Math.min(untilDue, end - System.nanoTime());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
