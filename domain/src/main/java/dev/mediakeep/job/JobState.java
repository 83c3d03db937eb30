package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import dev.mediakeep.id.MediaId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state of a job, with what is known in it and nothing else; see {@link JobMachine}. */
public sealed interface JobState {
  /** The name of the state. */
  Kind kind();

  /** What runs, or ran, at the provider. */
  default Optional<Operation> operation() {
    return Optional.empty();
  }

  /** From when on a worker may claim it; empty where none may. */
  default Optional<Instant> claimableAt() {
    return Optional.empty();
  }

  /** The names of the states. */
  enum Kind {
    QUEUED,
    RUNNING,
    SUBMITTING,
    UNCERTAIN,
    LOOKING,
    WAITING,
    POLLING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether nothing happens to the job any more by itself. */
    public boolean isFinal() {
      return switch (this) {
        case SUCCEEDED, FAILED, CANCELLED -> true;
        case QUEUED, RUNNING, SUBMITTING, UNCERTAIN, LOOKING, WAITING, POLLING -> false;
      };
    }

    /** Whether it takes a place among those that run: of its owner, its lane, its address. */
    public boolean isUnderWay() {
      return this != QUEUED && !isFinal();
    }
  }

  /** A worker has the job. */
  sealed interface Leased extends JobState {
    /** His right to work on it. */
    Lease held();

    /** The same with another lease. */
    Leased under(Lease lease);
  }

  /** Something may run at the provider, and may have to be paid. */
  sealed interface Exposed extends JobState {
    /** Whether it shall end as soon as the provider has been told. */
    Optional<Stop> stop();

    /** The same, to be stopped. */
    Exposed stopping(Stop stop);
  }

  /** Exposed, and the provider has not said what it runs. */
  sealed interface Unconfirmed extends Exposed {
    /** What was announced before the provider was called. */
    Intent intent();
  }

  /**
   * Waits for a worker.
   *
   * @param since since when it waits in line; with its priority this makes its rank
   * @param dueAt before this time nobody gets it
   */
  record Queued(Instant since, Instant dueAt) implements JobState {
    @Override
    public Kind kind() {
      return Kind.QUEUED;
    }

    @Override
    public Optional<Instant> claimableAt() {
      return Optional.of(dueAt);
    }
  }

  /** A worker has it and has not announced a submission. */
  record Running(Lease held) implements Leased {
    @Override
    public Kind kind() {
      return Kind.RUNNING;
    }

    @Override
    public Running under(Lease lease) {
      return new Running(lease);
    }
  }

  /** A worker submits it now: the provider may have it or not. */
  record Submitting(Lease held, Intent intent, Optional<Stop> stop) implements Leased, Unconfirmed {
    @Override
    public Kind kind() {
      return Kind.SUBMITTING;
    }

    @Override
    public Submitting under(Lease lease) {
      return new Submitting(lease, intent, stop);
    }

    @Override
    public Submitting stopping(Stop wanted) {
      return new Submitting(held, intent, Optional.of(wanted));
    }
  }

  /**
   * It may have been submitted and nobody knows. It is never submitted again blindly.
   *
   * @param nextLookUpAt when the provider is asked; empty when only an operator can tell
   */
  record Uncertain(Intent intent, Optional<Instant> nextLookUpAt, Optional<Stop> stop)
      implements Unconfirmed {
    @Override
    public Kind kind() {
      return Kind.UNCERTAIN;
    }

    @Override
    public Uncertain stopping(Stop wanted) {
      return new Uncertain(intent, nextLookUpAt, Optional.of(wanted));
    }

    @Override
    public Optional<Instant> claimableAt() {
      return nextLookUpAt;
    }
  }

  /** A worker asks the provider whether it knows the key. */
  record Looking(Lease held, Intent intent, Optional<Stop> stop) implements Leased, Unconfirmed {
    @Override
    public Kind kind() {
      return Kind.LOOKING;
    }

    @Override
    public Looking under(Lease lease) {
      return new Looking(lease, intent, stop);
    }

    @Override
    public Looking stopping(Stop wanted) {
      return new Looking(held, intent, Optional.of(wanted));
    }
  }

  /** The provider works on it, and is asked again at that time. */
  record Waiting(Operation running, Instant nextPollAt, Optional<Stop> stop) implements Exposed {
    @Override
    public Kind kind() {
      return Kind.WAITING;
    }

    @Override
    public Optional<Operation> operation() {
      return Optional.of(running);
    }

    /** The next poll is at once: it is then that the provider is told. */
    @Override
    public Waiting stopping(Stop wanted) {
      return new Waiting(running, wanted.at(), Optional.of(wanted));
    }

    @Override
    public Optional<Instant> claimableAt() {
      return Optional.of(nextPollAt);
    }
  }

  /** A worker asks the provider how far it is, fetches the result, or cancels it there. */
  record Polling(Lease held, Operation running, Optional<Stop> stop) implements Leased, Exposed {
    @Override
    public Kind kind() {
      return Kind.POLLING;
    }

    @Override
    public Optional<Operation> operation() {
      return Optional.of(running);
    }

    @Override
    public Polling under(Lease lease) {
      return new Polling(lease, running, stop);
    }

    @Override
    public Polling stopping(Stop wanted) {
      return new Polling(held, running, Optional.of(wanted));
    }
  }

  /**
   * Done.
   *
   * @param media at least one item
   */
  record Succeeded(List<MediaId> media, Instant at, Optional<Operation> operation)
      implements JobState {
    public Succeeded {
      media = List.copyOf(media);
      Rules.inRange("media", media.size(), 1, Integer.MAX_VALUE);
    }

    @Override
    public Kind kind() {
      return Kind.SUCCEEDED;
    }
  }

  /** It did not go well, and is not tried again by itself. */
  record Failed(Failure failure, Instant at, Optional<Operation> operation) implements JobState {
    @Override
    public Kind kind() {
      return Kind.FAILED;
    }
  }

  /** Somebody did not want it any more. */
  record Cancelled(Instant at, Optional<Operation> operation) implements JobState {
    @Override
    public Kind kind() {
      return Kind.CANCELLED;
    }
  }
}
