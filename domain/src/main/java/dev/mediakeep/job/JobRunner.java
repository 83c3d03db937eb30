package dev.mediakeep.job;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.media.MediaLibrary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Drives jobs through a provider: submits them, asks how far they are, keeps the videos, looks up
 * submissions of which nobody knows, cancels what is to be stopped, and keeps house in the queue.
 *
 * <p>Several runners, also in several processes, may share a queue. One that is killed leaves
 * nothing that another does not go on with: see {@link JobMachine}. Thread-safe.
 */
public final class JobRunner implements AutoCloseable {
  /** How long closing waits for those that it has interrupted. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final RunnerParts parts;
  private final RunnerHousekeeping housekeeping;
  private final RunnerAlarm alarm;
  private final JobsInHand hands;
  private final Thread dispatcher;
  private final Thread heart;
  private volatile boolean isClosing;

  private JobRunner(RunnerParts parts) {
    this.parts = parts;
    this.housekeeping = new RunnerHousekeeping(parts);
    this.alarm = new RunnerAlarm(parts.queue());
    this.hands = new JobsInHand(parts, alarm::ring);
    this.dispatcher = Thread.ofVirtual().name("mediakeep-runner").unstarted(this::dispatch);
    this.heart = Thread.ofVirtual().name("mediakeep-heart").unstarted(hands::beat);
  }

  /** Starts a runner that works on virtual threads until it is closed. */
  public static JobRunner start(
      JobQueue queue, VideoProvider provider, MediaLibrary library, RunnerConfig config) {
    JobRunner runner = new JobRunner(new RunnerParts(queue, provider, library, config));
    queue.addListener(runner.alarm);
    runner.heart.start();
    runner.dispatcher.start();
    return runner;
  }

  /** A runner without threads or waits that does something only when it is told to. */
  public static Driven driven(
      JobQueue queue, VideoProvider provider, MediaLibrary library, RunnerConfig config) {
    return new Driven(new RunnerParts(queue, provider, library, config));
  }

  private void dispatch() {
    try {
      while (!isClosing) {
        turn();
        alarm.await(parts.config().lookInterval());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() {
    try {
      housekeeping.runIfDue();
      int room = hands.room();
      if (room > 0) {
        parts.claim(room).forEach(hands::take);
      }
    } catch (Throwable e) { // of any kind: the next turn must come
      parts.report(Optional.empty(), e);
    }
  }

  /**
   * Claims no more, and waits for what is in hand. What is not done within the time that the
   * configuration gives is interrupted and given back. May be called again.
   */
  @Override
  public void close() {
    isClosing = true;
    alarm.ring();
    try {
      dispatcher.join();
      if (!hands.awaitNone(parts.config().closingTime())) {
        hands.interrupt();
        if (!hands.awaitNone(LAST_WAIT)) {
          hands.giveBack();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      hands.interrupt();
    } finally {
      hands.end();
      parts.queue().removeListener(alarm);
    }
  }

  /** A runner that is driven by hand, on the caller's thread. Not thread-safe. */
  public static final class Driven {
    private final RunnerParts parts;
    private final RunnerHousekeeping housekeeping;

    private Driven(RunnerParts parts) {
      this.parts = parts;
      this.housekeeping = new RunnerHousekeeping(parts);
    }

    /**
     * Claims a job that is due and does for it what its state asks for.
     *
     * @return whether there was one
     * @throws MediakeepException as {@link JobQueue#claim} does; what goes wrong with a job itself
     *     is told to the listener
     */
    public boolean step() {
      List<Job> claimed = parts.claim(1);
      claimed.forEach(job -> new JobStep(parts, job, pause -> false).run());
      return !claimed.isEmpty();
    }

    /**
     * Keeps house where that is due, and then steps until no job is due.
     *
     * @return how many steps that took
     * @throws MediakeepException as {@link #step} does
     */
    public int runDue() {
      housekeeping.runIfDue();
      int steps = 0;
      while (step()) {
        steps++;
      }
      return steps;
    }
  }
}
