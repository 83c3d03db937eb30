package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The port to who makes the videos, for money.
 *
 * <p>What cannot be told is an exception, of any kind: the caller asks again later, and never
 * orders anew on the word of an exception. All methods may be called twice with the same argument,
 * also by another process after a crash, and may block; one that is interrupted ends soon, by an
 * exception. Must be thread-safe.
 */
public interface VideoProvider {
  /**
   * Orders a video, and does not wait for it. A submission under a key that the provider has taken
   * before orders nothing and answers with the operation that it has.
   *
   * <p>An exception means that nobody knows whether it was ordered, as {@link SubmitResult.Unclear}
   * does; a provider that is sure that it was not says {@link SubmitResult.Rejected}. No call of
   * its own may reach the provider after {@link Submission#notAfter}, be it by a retry or out of a
   * queue.
   */
  SubmitResult submit(Submission submission) throws IOException, InterruptedException;

  /** What runs under the key of a submission of which nobody knows whether it was ordered. */
  LookUpResult lookUp(Submission submission) throws IOException, InterruptedException;

  /** How far an operation is. */
  PollResult poll(Operation operation) throws IOException, InterruptedException;

  /** Wants an operation to end, so that it costs no more. */
  CancelResult cancel(Operation operation) throws IOException, InterruptedException;

  /** Opens the video of an operation that is done. The caller closes it. */
  FetchResult fetch(Operation operation) throws IOException, InterruptedException;

  /** The answer to an order. */
  sealed interface SubmitResult {
    /**
     * It is ordered.
     *
     * @param handle the provider's name of the operation, 1 to 500 characters on one line
     * @param pollAfter when to ask for it first
     */
    record Accepted(String handle, Duration pollAfter) implements SubmitResult {}

    /**
     * It is not ordered, for sure.
     *
     * @param failure transient, permanent, or unavailable while the provider takes no orders
     * @param until with {@link FailureClass#UNAVAILABLE}, when it will take orders again
     */
    record Rejected(Failure failure, Optional<Instant> until) implements SubmitResult {
      public Rejected {
        requireProviders(failure);
      }
    }

    /** It may be ordered or not. */
    record Unclear() implements SubmitResult {}
  }

  /** The answer to a look-up. */
  sealed interface LookUpResult {
    /** It is ordered. */
    record Found(String handle) implements LookUpResult {}

    /** It is not ordered, and no order under this key is on its way any more. */
    record Absent() implements LookUpResult {}

    /** It cannot be looked up, now or later. */
    record Unsupported() implements LookUpResult {}
  }

  /** The answer to a poll. */
  sealed interface PollResult {
    /** It is not done. */
    record Pending(Optional<Progress> progress, Duration pollAfter) implements PollResult {}

    /** The video can be fetched. */
    record Done() implements PollResult {}

    /**
     * It has ended without a video, at the provider too.
     *
     * @param failure transient or permanent
     */
    record Failed(Failure failure) implements PollResult {
      public Failed {
        requireProviders(failure);
        if (failure.kind() == FailureClass.UNAVAILABLE) {
          throw new InvalidValueException(
              "failure", "failure must be TRANSIENT or PERMANENT, was UNAVAILABLE");
        }
      }
    }

    /**
     * The provider cannot be asked at the moment; the operation goes on. New jobs wait too.
     *
     * @param until when it can be asked again, where it says so
     */
    record Unavailable(String message, Optional<Instant> until) implements PollResult {}

    /** The provider knows nothing of it any more. */
    record Gone() implements PollResult {}
  }

  /** The answer to a wish that an operation ends. */
  sealed interface CancelResult {
    /** It has ended without a video, and costs no more. */
    record Cancelled() implements CancelResult {}

    /** It will end; a poll tells when it has. */
    record Requested() implements CancelResult {}

    /** It has ended by itself; a poll tells how. */
    record TooLate() implements CancelResult {}

    /** It cannot be cancelled; a poll tells how it ends. */
    record Unsupported() implements CancelResult {}
  }

  /** The answer to a wish for the video. */
  sealed interface FetchResult {
    /**
     * It comes.
     *
     * @param source its bytes; the caller closes it
     * @param lengthBytes how many, so that one that breaks off is not taken for the whole; empty
     *     where the provider does not say
     */
    record Video(InputStream source, Optional<Long> lengthBytes) implements FetchResult {}

    /** The provider does not have it any more. */
    record Gone() implements FetchResult {}
  }

  private static void requireProviders(Failure failure) {
    switch (failure.kind()) {
      case TRANSIENT, UNAVAILABLE, PERMANENT -> {}
      case POISON, TIME_LIMIT, ABANDONED ->
          throw new InvalidValueException(
              "failure",
              "failure must be TRANSIENT, UNAVAILABLE or PERMANENT, was " + failure.kind());
    }
  }
}
