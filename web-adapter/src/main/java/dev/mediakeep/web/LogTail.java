package dev.mediakeep.web;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.mediakeep.error.FaultRun;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobListener;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last lines of the log of jobs, read once for all who listen, and only while somebody does.
 * Thread-safe.
 */
final class LogTail implements JobListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LogTail.class.getName());
  /*
   * A thousand may listen to what becomes of jobs. None of them has a queue that events are put in:
   * one who reads slowly would make it grow. There are only
   *
   *    the log           all lines, on the disk, by number
   *    kept              the lines after `begin` and up to `end`, here, at most so many
   *    a position        of each listener: the number up to which he has been told
   *
   * One thread reads on in the log when a change is announced, keeps what it reads, and wakes those
   * whom it concerns; the position of the others moves on with the end. A listener tells what is kept
   * after his position. One whose position lies before `begin`, because he is new or slow, reads the
   * log himself until he has caught up. Lines become visible in the order of their numbers, so a
   * position is all that it takes to tell each line once: whether it comes from the log or from
   * what is kept, nothing is lost or told twice where he passes from one to the other.
   */

  private static final int MOST_KEPT = 4_096;
  private static final int READ_AT_A_TIME = 1_000;

  /** Changes of which nobody told, as there should be none. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final JobQueue jobs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Deque<JobEvent> kept = new ArrayDeque<>();
  private final Set<EventStream> streams = new HashSet<>();
  private final FaultRun faults = new FaultRun("reading the log of jobs");
  private final Thread thread;
  private volatile boolean isHeard;
  private boolean hasNews;
  private boolean isCurrent;
  private boolean isClosed;
  private long begin;
  private long end;

  private LogTail(JobQueue jobs) {
    this.jobs = jobs;
    this.thread = Thread.ofVirtual().name("mediakeep-log-tail").unstarted(this::run);
  }

  static LogTail open(JobQueue jobs) {
    LogTail tail = new LogTail(jobs);
    jobs.addListener(tail);
    tail.thread.start();
    return tail;
  }

  /**
   * Begins to listen.
   *
   * @param after the number of the last line that the listener knows
   */
  EventStream listen(EventScope scope, long after) {
    lock.lock();
    try {
      EventStream stream = new EventStream(this, jobs, scope, lock.newCondition(), after);
      if (streams.isEmpty()) {
        isCurrent = false;
        isHeard = true;
        hasNews = true;
      }
      streams.add(stream);
      if (isClosed) {
        stream.isOver = true;
      }
      news.signal();
      return stream;
    } finally {
      lock.unlock();
    }
  }

  void forget(EventStream stream) {
    lock.lock();
    try {
      streams.remove(stream);
      isHeard = !streams.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  boolean isOver(EventStream stream) {
    lock.lock();
    try {
      return stream.isOver;
    } finally {
      lock.unlock();
    }
  }

  /** Lets the stream's listener go. */
  void end(EventStream stream) {
    lock.lock();
    try {
      stream.isOver = true;
      stream.news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** What there is to do for a listener. */
  sealed interface Step {
    /** These are to be told; perhaps none, when the time is up or the stream is over. */
    record Tell(List<JobEvent> events) implements Step {}

    /** The log is to be read after the position and up to that number. */
    record Read(long upTo) implements Step {}
  }

  /** Waits until there is something to do for the stream, at most that long. */
  Step next(EventStream stream, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !stream.isOver) {
        if (isCurrent && stream.position < begin) {
          return new Step.Read(end);
        }
        List<JobEvent> events = isCurrent ? keptFor(stream) : List.of();
        if (!events.isEmpty()) {
          return new Step.Tell(events);
        }
        left = stream.news.awaitNanos(left);
      }
      return new Step.Tell(List.of());
    } finally {
      lock.unlock();
    }
  }

  private List<JobEvent> keptFor(EventStream stream) {
    Deque<JobEvent> events = new ArrayDeque<>();
    Iterator<JobEvent> newestFirst = kept.descendingIterator();
    boolean isNew = stream.position < end;
    while (isNew && newestFirst.hasNext()) {
      JobEvent event = newestFirst.next();
      isNew = event.number() > stream.position;
      if (isNew && stream.scope.covers(event)) {
        events.addFirst(event);
      }
    }
    stream.position = Math.max(stream.position, end);
    return List.copyOf(events);
  }

  /** Takes note that the stream's listener has been told all up to that line. */
  void advance(EventStream stream, long position) {
    lock.lock();
    try {
      stream.position = Math.max(stream.position, position);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitNews()) {
        try {
          readOn();
          faults.succeeded().ifPresent(line -> LOG.log(INFO, line));
        } catch (RuntimeException e) { // of any kind: nobody else would read on
          faults.failed(e).ifPresent(line -> LOG.log(WARNING, line, e));
          pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether there is more to come. */
  private boolean awaitNews() throws InterruptedException {
    long look = System.nanoTime() + LOOK.toNanos();
    lock.lock();
    try {
      while (!isClosed && !hasToRead(look)) {
        news.awaitNanos(streams.isEmpty() ? Long.MAX_VALUE : look - System.nanoTime());
      }
      hasNews = false;
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasToRead(long look) {
    return !streams.isEmpty() && (hasNews || !isCurrent || System.nanoTime() - look >= 0);
  }

  private void pause() throws InterruptedException {
    lock.lock();
    try {
      long left = LOOK.toNanos();
      while (!isClosed && left > 0) {
        left = news.awaitNanos(left);
      }
      hasNews = true;
    } finally {
      lock.unlock();
    }
  }

  private void readOn() {
    if (startsAnew()) {
      return;
    }
    int read;
    do {
      EventScope all = EventScope.of(Optional.empty());
      List<JobEntry> lines = jobs.listEntries(all.after(end, Long.MAX_VALUE, READ_AT_A_TIME));
      keep(lines.stream().map(JobEvent::of).toList());
      read = lines.size();
    } while (read == READ_AT_A_TIME);
  }

  /** Nobody listened for a while: what came in then is in the log for those who want it. */
  private boolean startsAnew() {
    lock.lock();
    try {
      if (isCurrent) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    long last = jobs.lastEntry();
    lock.lock();
    try {
      kept.clear();
      begin = last;
      end = last;
      isCurrent = true;
      streams.forEach(stream -> stream.news.signal());
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void keep(List<JobEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    Set<JobId> changed = new HashSet<>();
    Set<OwnerId> owners = new HashSet<>();
    for (JobEvent event : events) {
      changed.add(event.job());
      owners.add(event.owner());
    }
    lock.lock();
    try {
      long last = events.getLast().number();
      for (EventStream stream : streams) {
        if (stream.scope.isAmong(changed, owners)) {
          stream.news.signal();
        } else if (stream.position == end) {
          stream.position = last;
        }
      }
      kept.addAll(events);
      end = last;
      drop();
    } finally {
      lock.unlock();
    }
  }

  private void drop() {
    while (kept.size() > MOST_KEPT) {
      begin = kept.removeFirst().number();
    }
  }

  private void announce() {
    if (!isHeard) {
      return;
    }
    lock.lock();
    try {
      hasNews = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void jobChanged(Job job) {
    announce();
  }

  @Override
  public void timePassed() {
    announce();
  }

  @Override
  public void laneChanged(Lane lane) {}

  /** Lets all listeners go. May be called again. */
  @Override
  public void close() {
    jobs.removeListener(this);
    lock.lock();
    try {
      isClosed = true;
      streams.forEach(stream -> {
        stream.isOver = true;
        stream.news.signal();
      });
      news.signal();
    } finally {
      lock.unlock();
    }
  }
}
