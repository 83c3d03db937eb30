package dev.mediakeep.job;

import dev.mediakeep.error.Rules;
import dev.mediakeep.id.MediaId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked of a job; {@link JobMachine} says what comes of it in which state. */
public sealed interface JobCommand {
  /** The name of the command. */
  Kind kind();

  /** The names of the commands. */
  enum Kind {
    CLAIM,
    HEARTBEAT,
    INTEND,
    SUBMITTED,
    NOT_FOUND,
    DOUBT,
    WAIT,
    COMPLETE,
    FAIL,
    STOPPED,
    RELEASE,
    EXPIRE,
    STOP,
    RETRY,
    RESOLVE,
    TAKE_BACK
  }

  /** A command of the worker that has the lease. */
  sealed interface Fenced extends JobCommand {
    /** The number of the lease. */
    long fence();
  }

  /** Gives the job to a worker: to run it, to ask its provider, or to look for its submission. */
  record Claim(WorkerId worker, Instant until) implements JobCommand {
    @Override
    public Kind kind() {
      return Kind.CLAIM;
    }
  }

  /** Prolongs the lease, and tells how far it is. */
  record Heartbeat(long fence, Instant until, Optional<Progress> progress) implements Fenced {
    @Override
    public Kind kind() {
      return Kind.HEARTBEAT;
    }
  }

  /** Announces that the provider will be called now. */
  record Intend(long fence) implements Fenced {
    @Override
    public Kind kind() {
      return Kind.INTEND;
    }
  }

  /** The provider has taken it, or was found to have it. */
  record Submitted(long fence, String handle, Instant nextPollAt) implements Fenced {
    public Submitted {
      Operation.requireHandle(handle);
    }

    @Override
    public Kind kind() {
      return Kind.SUBMITTED;
    }
  }

  /** The provider knows nothing of the key, and will not get it late. */
  record NotFound(long fence) implements Fenced {
    @Override
    public Kind kind() {
      return Kind.NOT_FOUND;
    }
  }

  /**
   * The worker cannot tell whether it was submitted.
   *
   * @param nextLookUpAt when to ask; empty when this provider cannot be asked
   */
  record Doubt(long fence, Optional<Instant> nextLookUpAt) implements Fenced {
    @Override
    public Kind kind() {
      return Kind.DOUBT;
    }
  }

  /** The provider is not done yet. */
  record Wait(long fence, Instant nextPollAt, Optional<Progress> progress) implements Fenced {
    @Override
    public Kind kind() {
      return Kind.WAIT;
    }
  }

  /**
   * The result is kept.
   *
   * @param media 1 to 16 items
   */
  record Complete(long fence, List<MediaId> media) implements Fenced {
    private static final int MAX_MEDIA = 16;

    public Complete {
      Rules.inRange("media", media.size(), 1, MAX_MEDIA);
      media = List.copyOf(media);
    }

    @Override
    public Kind kind() {
      return Kind.COMPLETE;
    }
  }

  /**
   * It did not go well, and nothing of this attempt runs at the provider any more.
   *
   * @param until with {@link FailureClass#UNAVAILABLE}, when the provider will be there again
   */
  record Fail(long fence, Failure failure, Optional<Instant> until) implements Fenced {
    @Override
    public Kind kind() {
      return Kind.FAIL;
    }
  }

  /** The provider has cancelled it, as it was asked to. */
  record Stopped(long fence) implements Fenced {
    @Override
    public Kind kind() {
      return Kind.STOPPED;
    }
  }

  /** The worker gives it back, without a reason that lies in the job. */
  record Release(long fence) implements Fenced {
    @Override
    public Kind kind() {
      return Kind.RELEASE;
    }
  }

  /** The lease has ended without a word. */
  record Expire(long fence) implements Fenced {
    @Override
    public Kind kind() {
      return Kind.EXPIRE;
    }
  }

  /** It shall end, also at the provider. */
  record End(Stop.Reason reason) implements JobCommand {
    @Override
    public Kind kind() {
      return Kind.STOP;
    }
  }

  /** A person wants it tried anew, which may cost again. */
  record Retry() implements JobCommand {
    @Override
    public Kind kind() {
      return Kind.RETRY;
    }
  }

  /** An operator knows what became of an uncertain submission. */
  record Resolve(Finding finding) implements JobCommand {
    @Override
    public Kind kind() {
      return Kind.RESOLVE;
    }
  }

  /**
   * The job's manifest knows it as it was later than the store does, which was put back from an
   * older copy.
   *
   * @param told the job as its manifest has it
   */
  record TakeBack(Job told) implements JobCommand {
    @Override
    public Kind kind() {
      return Kind.TAKE_BACK;
    }
  }

  /** What an operator found. */
  sealed interface Finding {
    /** The provider runs it. */
    record Runs(String handle) implements Finding {
      public Runs {
        Operation.requireHandle(handle);
      }
    }

    /** The provider never got it. */
    record NeverArrived() implements Finding {}

    /** It shall not be tried again. */
    record GivenUp(String why) implements Finding {
      public GivenUp {
        Failure.requireMessage(why);
      }
    }
  }
}
