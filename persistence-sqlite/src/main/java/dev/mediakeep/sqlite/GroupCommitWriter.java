package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The only thread that writes to the database. */
final class GroupCommitWriter implements Writes, AutoCloseable {
  /*
   * How writing works
   * =================
   *
   * A commit that survives a power cut waits for the disk, and the disk takes the same time for one
   * row as for sixty. So callers do not commit. They hand in a unit of work and park; one platform
   * thread, which owns the only connection that writes, runs what has queued up, commits once, and
   * then wakes everybody whose unit was in it:
   *
   *    callers      queue        this thread
   *    ───────      ─────        ───────────
   *    a ──────────► a ────────► BEGIN IMMEDIATE
   *    b ──────────► b             a
   *    c ──────────► c             b
   *                                c
   *                              COMMIT                           one fsync for all
   *    a, b, c ◄──────────────── answers
   *                              checkpoint, when the log is long
   *
   * When a unit fails, it must fail alone. Units hardly ever do (what is refused is an answer like
   * others), and a savepoint around each of them costs a fifth of the time of a small one. So a
   * group is first run without: when one of its units throws, all of it is rolled back and run once
   * more, now with savepoints:
   *
   *    d ──────────► d ────────► BEGIN IMMEDIATE
   *    e ──────────► e             d
   *    f ──────────► f             e  throws
   *                              ROLLBACK
   *                              BEGIN IMMEDIATE
   *                                SAVEPOINT unit  d  RELEASE
   *                                SAVEPOINT unit  e  ROLLBACK TO, RELEASE      e fails alone
   *                                SAVEPOINT unit  f  RELEASE
   *                              COMMIT
   *    d, e, f ◄──────────────── answers
   *
   * Nothing waits to make a group larger. While one group is at the disk the next one queues up, and
   * units that arrive while a group is run still join it: groups are as large as the load, and a
   * caller who is alone is not delayed. A group ends when the queue is empty, or after so many units
   * or so much time, so that the first in it does not wait for ever.
   *
   * What follows from there being one writer: "database is locked" cannot happen inside the process;
   * a unit sees all that was acknowledged before it; the check and the change in one unit cannot be
   * parted. Waiting happens in Java, where a virtual thread lets go of its carrier, not in SQLite,
   * where it would hold it. Transactions are SQL and none of the driver's, which takes the lock
   * again right after each commit, or, in autocommit mode, tries to begin one after each statement.
   *
   * An answer is the truth about the disk:
   *
   * - No answer is given before the commit, not even a failure or a result that changed nothing. Both
   *   may rest on what a unit before it in the same group did ("that id is taken"), and that is not
   *   true until it is committed.
   * - A unit that throws, whatever it throws, is undone, and the others go on. What it did in memory
   *   beside the database is taken back with it (UndoLog).
   * - A full disk or an I/O error can make SQLite roll back the whole transaction by itself. Then the
   *   savepoint is gone and ROLLBACK TO fails, which is how we know: all of the group fail. Were the
   *   transaction not asked for like this, the next unit would run in none and commit by itself.
   * - When COMMIT fails, all of the group fail with its error. After an I/O error in COMMIT nobody
   *   knows what is on the disk; a caller that is told of a failure may find its change there after a
   *   crash, never the other way round.
   *
   * A crash loses at most what nobody was told of: SQLite finds the end of the last whole commit in
   * the log by its checksums, and forgets what follows.
   *
   * The queue is bounded. When it is full, callers wait for a place, for a limited time; one who gets
   * none is told that the store is busy, and nothing of his was run. Once in, a unit is always
   * answered: by its commit, by close(), which finishes the queue, or, should this thread die, by its
   * last act, which fails whatever is left.
   */

  private static final System.Logger LOGGER = System.getLogger(GroupCommitWriter.class.getName());

  private static final String BEGIN = "BEGIN IMMEDIATE";
  private static final String COMMIT = "COMMIT";
  private static final String ROLLBACK = "ROLLBACK";
  private static final String SAVEPOINT = "SAVEPOINT unit";
  private static final String RELEASE = "RELEASE unit";
  private static final String ROLLBACK_TO = "ROLLBACK TO unit";

  private final Session session;
  private final WriteAheadLog log;
  private final WriterLimits limits;
  private final BlockingQueue<PendingWrite<?>> queue;
  private final List<PendingWrite<?>> group = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean stopped;

  private GroupCommitWriter(String name, Session session, WriteAheadLog log, WriterLimits limits) {
    this.session = session;
    this.log = log;
    this.limits = limits;
    this.queue = new ArrayBlockingQueue<>(limits.queuedUnits());
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::serve);
  }

  /** Starts the thread, which from now on owns the session and closes it. */
  static GroupCommitWriter start(
      String name, Session session, WriteAheadLog log, WriterLimits limits) {
    GroupCommitWriter writer = new GroupCommitWriter(name, session, log, limits);
    writer.thread.start();
    return writer;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An interrupt changes nothing for a unit that is in the queue: the caller still gets the true
   * answer, and keeps the interrupt. A caller that is interrupted while it waits for a place in a
   * full queue is told that the store is busy; its unit is not run.
   */
  @Override
  public <T> T write(String what, SqlWork<T> unit) {
    PendingWrite<T> write = new PendingWrite<>(what, unit);
    enqueue(write, what);
    return write.await();
  }

  @Override
  public void requireOpen() {
    if (closing || stopped) {
      throw SqlErrors.closed();
    }
  }

  private void enqueue(PendingWrite<?> write, String what) {
    requireOpen();
    if (!queue.offer(write) && !offerInTime(write)) {
      throw new MediakeepException(
          ErrorCode.STORE_BUSY,
          what + " failed: " + limits.queuedUnits() + " writes were waiting before it");
    }
    // When the thread stopped between the question and the offer, nobody takes it any more.
    if (stopped && queue.remove(write)) {
      throw SqlErrors.closed();
    }
  }

  private boolean offerInTime(PendingWrite<?> write) {
    try {
      return queue.offer(write, limits.queueWait().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How many units wait to be run. */
  int queued() {
    return queue.size();
  }

  /** Finishes what is queued and ends the thread; later calls are refused. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    try {
      log.afterCommit(); // what a crash, or the start, left in it
      PendingWrite<?> first = next();
      while (first != null) {
        commitGroup(first);
        first = next();
      }
      log.whenIdle();
    } catch (Throwable death) {
      LOGGER.log(ERROR, "the writer died; the store must be opened again", death);
      group.forEach(write -> write.fail(death));
    } finally {
      stopped = true;
      answer();
      refuseQueued();
      closeSession();
    }
  }

  /** The next unit; waits for it, and empties the log when the wait gets long. Null at the end. */
  private @Nullable PendingWrite<?> next() {
    PendingWrite<?> ready = queue.poll();
    while (ready == null && !closing) {
      try {
        ready =
            log.isEmpty()
                ? queue.take()
                : queue.poll(limits.idleAfter().toNanos(), TimeUnit.NANOSECONDS);
        if (ready == null) {
          log.whenIdle();
        }
      } catch (InterruptedException e) {
        LOGGER.log(System.Logger.Level.TRACE, "woken up, to see whether the store is closing");
      }
    }
    return ready == null ? queue.poll() : ready;
  }

  private void commitGroup(PendingWrite<?> first) {
    group.add(first);
    long end = System.nanoTime() + limits.groupTime().toNanos();
    if (begin() && (runAll(end) || (group.size() > 1 && begin() && runAllInSavepoints(end)))) {
      commit();
    }
    answer();
    log.afterCommit();
  }

  /**
   * Runs what is in the group and what joins it; false when one threw, and all was undone. One that
   * was alone has its answer then.
   */
  private boolean runAll(long end) {
    PendingWrite<?> next = group.getFirst();
    try {
      while (next != null) {
        next.run(session);
        next = joining(end);
      }
      return true;
    } catch (Throwable e) { // of any kind: it is answered to the unit that threw it
      rollback();
      if (group.size() == 1) {
        failGroup(e);
      }
      return false;
    }
  }

  /** Runs the group again and goes on; false when SQLite gave up the whole transaction. */
  private boolean runAllInSavepoints(long end) {
    boolean intact = true;
    for (int unit = 0; intact && unit < group.size(); unit++) {
      intact = runInSavepoint(group.get(unit));
      if (unit == group.size() - 1 && intact) {
        joining(end);
      }
    }
    return intact;
  }

  /** The unit that joins the group, now its last; null when the group ends. */
  private @Nullable PendingWrite<?> joining(long end) {
    boolean open = group.size() < limits.groupUnits() && System.nanoTime() - end < 0;
    PendingWrite<?> joining = open ? queue.poll() : null;
    if (joining != null) {
      group.add(joining);
    }
    return joining;
  }

  /** Another process may hold the lock for longer than we wait; then all that wait are told so. */
  private boolean begin() {
    try {
      session.call(BEGIN).run();
      return true;
    } catch (SQLException e) {
      queue.drainTo(group);
      failGroup(e);
      return false;
    }
  }

  /** Runs a unit; says whether the transaction is still there, with or without what it did. */
  private boolean runInSavepoint(PendingWrite<?> write) {
    int mark = session.undo().mark();
    try {
      session.call(SAVEPOINT).run();
      write.run(session);
      session.call(RELEASE).run();
      return true;
    } catch (Throwable e) {
      write.fail(e);
      return undo(mark, e);
    }
  }

  private boolean undo(int mark, Throwable cause) {
    try {
      session.call(ROLLBACK_TO).run();
      session.call(RELEASE).run();
      session.undo().undoTo(mark);
      return true;
    } catch (SQLException gone) {
      rollback();
      failGroup(cause);
      return false;
    }
  }

  private void commit() {
    try {
      session.prepareCommit();
      log.beforeCommit();
      session.call(COMMIT).run();
      session.undo().forget();
    } catch (SQLException e) {
      rollback();
      failGroup(e);
    }
  }

  /** SQLite may have done so by itself, and then says that there is nothing to roll back. */
  private void rollback() {
    try {
      session.call(ROLLBACK).run();
    } catch (SQLException e) {
      LOGGER.log(DEBUG, "nothing to roll back", e);
    }
    session.undoGroup();
  }

  private void failGroup(Throwable cause) {
    group.forEach(write -> write.fail(cause));
  }

  private void answer() {
    group.forEach(PendingWrite::answer);
    group.clear();
  }

  private void refuseQueued() {
    for (PendingWrite<?> left = queue.poll(); left != null; left = queue.poll()) {
      left.fail(SqlErrors.closed());
      left.answer();
    }
  }

  private void closeSession() {
    try {
      session.close();
    } catch (SQLException e) {
      LOGGER.log(WARNING, "the writing connection cannot be closed", e);
    }
  }
}
