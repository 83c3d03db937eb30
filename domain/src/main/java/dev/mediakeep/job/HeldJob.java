package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A claimed job under its lease: what its worker tells the queue of it. Used by the worker's
 * thread; any thread may give it back.
 */
final class HeldJob {
  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final Duration MOST_PAUSE = Duration.ofMinutes(10);

  /** How long after the time limit what was done within it is still fetched. */
  private static final Duration LAST_TRIES = Duration.ofMinutes(10);

  private static final int PAUSES_SO_FAR = 8;
  private static final int TRIES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RunnerParts parts;
  private final JobQueue queue;
  private final Patience patience;
  private final Job job;
  private final JobId id;
  private final long fence;
  private volatile boolean isInterrupted;

  /** How somebody waits who has something to say that must not be lost. */
  @FunctionalInterface
  interface Patience {
    /** Waits so long; false where there is no waiting. */
    boolean waitFor(Duration pause) throws InterruptedException;
  }

  HeldJob(RunnerParts parts, Job job, Patience patience) {
    this.parts = parts;
    this.queue = parts.queue();
    this.patience = patience;
    this.job = job;
    this.id = job.id();
    this.fence = job.attempts().fence();
  }

  Job job() {
    return job;
  }

  JobChange intend() {
    return tell(() -> queue.intend(id, fence));
  }

  /**
   * Notes what the provider runs. Nobody else knows, so that is said again and again until it is on
   * disk, or refused, or its worker is interrupted. Then it is left to a person.
   */
  void submitted(Intent intent, String handle, Instant nextPollAt) {
    try {
      JobChange change = untilTold(() -> queue.submitted(id, fence, handle, nextPollAt));
      if (!(change instanceof JobChange.Done) && !isKnown(handle)) {
        report(new UnnotedHandleException(id, intent.key(), handle, change));
      }
    } catch (InvalidValueException e) {
      report(e);
      doubt(Optional.empty());
    } catch (MediakeepException e) {
      report(new UnnotedHandleException(id, intent.key(), handle, e));
    }
  }

  private JobChange untilTold(Supplier<JobChange> command) {
    boolean mayWait = true;
    while (true) {
      try {
        return tell(command);
      } catch (MediakeepException e) {
        if (!e.isRetryable() || !mayWait) {
          throw e;
        }
        report(e);
        mayWait = hasWaited();
      }
    }
  }

  private boolean hasWaited() {
    try {
      return patience.waitFor(PATIENCE);
    } catch (InterruptedException e) {
      isInterrupted = true;
      return false;
    }
  }

  private boolean isKnown(String handle) {
    return queue
        .find(id)
        .flatMap(found -> found.state().operation())
        .filter(operation -> operation.handle().equals(handle))
        .isPresent();
  }

  /** The submission may have arrived or not, and is looked up; the later, the longer ago it was. */
  void doubt(Intent intent) {
    doubt(Optional.of(later(intent.at())));
  }

  /** Only a person can tell. */
  void doubtForGood() {
    doubt(Optional.empty());
  }

  private void doubt(Optional<Instant> nextLookUpAt) {
    tell(() -> queue.doubt(id, fence, nextLookUpAt));
  }

  void notFound() {
    tell(() -> queue.notFound(id, fence));
  }

  void waitFor(Duration pause, Optional<Progress> progress) {
    tell(() -> queue.waitUntil(id, fence, after(pause), progress));
  }

  /** It may go well the next time. */
  void waitLater(JobState.Polling state, Optional<Progress> progress) {
    Instant next = later(state.running().since());
    tell(() -> queue.waitUntil(id, fence, next, progress));
  }

  void fail(Failure failure, Optional<Instant> until) {
    tell(() -> queue.fail(id, fence, failure, until.map(this::soon)));
  }

  void stopped() {
    tell(() -> queue.stopped(id, fence));
  }

  JobChange complete(MediaId media) {
    return tell(() -> queue.complete(id, fence, List.of(media)));
  }

  /** What the job is by now is not known; each of these is refused but the one that fits. */
  void giveBack() {
    try {
      queue.find(id).map(Job::state).ifPresent(this::giveBack);
    } catch (RuntimeException e) { // of any kind: its lease ends by itself
      report(e);
    }
  }

  private void giveBack(JobState state) {
    switch (state) {
      case JobState.Running running -> tell(() -> queue.release(id, fence));
      case JobState.Unconfirmed unconfirmed -> doubt(unconfirmed.intent());
      case JobState.Polling polling -> waitLater(polling, Optional.empty());
      case JobState.Queued queued -> {}
      case JobState.Waiting waiting -> {}
      case JobState.Succeeded succeeded -> {}
      case JobState.Failed failed -> {}
      case JobState.Cancelled cancelled -> {}
    }
  }

  /** The more time has gone by, the longer the pause; never shorter than the policy's. */
  private Instant later(Instant since) {
    Instant now = queue.now();
    Duration soFar = Duration.between(since, now).dividedBy(PAUSES_SO_FAR);
    Duration least = queue.policies().lease().again();
    Duration pause = soFar.compareTo(MOST_PAUSE) < 0 ? soFar : MOST_PAUSE;
    return now.plus(pause.compareTo(least) > 0 ? pause : least);
  }

  /** So much later as a provider wants it, within what the queue takes. */
  Instant after(Duration pause) {
    Duration least = pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause;
    return least.compareTo(TimeBounds.FARTHEST) < 0
        ? queue.now().plus(least)
        : queue.now().plus(TimeBounds.FARTHEST);
  }

  private Instant soon(Instant wanted) {
    Instant farthest = queue.now().plus(TimeBounds.FARTHEST);
    return wanted.isBefore(farthest) ? wanted : farthest;
  }

  /** Whether so little time has gone by since the time limit that one more try is due. */
  boolean isWithinLastTries(Instant since) {
    return queue.now().isBefore(since.plus(LAST_TRIES));
  }

  Instant now() {
    return queue.now();
  }

  /** Tells the queue; what the provider has said is lost otherwise, so more than once. */
  private JobChange tell(Supplier<JobChange> command) {
    isInterrupted |= Thread.interrupted();
    for (int tried = 1; ; tried++) {
      try {
        return command.get();
      } catch (MediakeepException e) {
        if (!e.isRetryable() || tried == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Lets the worker speak to the end although it was interrupted. */
  void keepInterrupt(boolean wasInterrupted) {
    isInterrupted |= wasInterrupted;
  }

  /** Gives the interrupts to the thread that were kept from it. */
  void restoreInterrupt() {
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void report(Throwable cause) {
    parts.report(Optional.of(id), cause);
  }
}
