package dev.mediakeep.job;

import dev.mediakeep.error.Category;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.VideoProvider.CancelResult;
import dev.mediakeep.job.VideoProvider.FetchResult;
import dev.mediakeep.job.VideoProvider.LookUpResult;
import dev.mediakeep.job.VideoProvider.PollResult;
import dev.mediakeep.job.VideoProvider.SubmitResult;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.NewMedia;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does for a claimed job what its state asks for, until its lease is given back: submits it, looks
 * its submission up, or asks the provider for it and keeps its video. Once, on one thread.
 *
 * <p>An {@link Error} is let through and ends the work at once, as a crash would.
 */
final class JobStep {
  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final Duration MOST_PAUSE = Duration.ofMinutes(10);
  private static final int PAUSES_SO_FAR = 8;
  private static final int TRIES = 3;

  private final RunnerParts parts;
  private final JobQueue queue;
  private final Job job;
  private final JobId id;
  private final long fence;
  private boolean isInterrupted;

  JobStep(RunnerParts parts, Job job) {
    this.parts = parts;
    this.queue = parts.queue();
    this.job = job;
    this.id = job.id();
    this.fence = job.attempts().fence();
  }

  /** A call to the provider. */
  @FunctionalInterface
  private interface Question<R> {
    R ask() throws IOException, InterruptedException;
  }

  void run() {
    try {
      act();
    } catch (RuntimeException e) { // of any kind: the job must not wait for the end of its lease
      report(e);
      giveBack();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void act() {
    switch (job.state()) {
      case JobState.Running running -> submit();
      case JobState.Looking looking -> lookUp(looking);
      case JobState.Polling polling when polling.stop().isPresent() -> cancel(polling);
      case JobState.Polling polling -> poll(polling);
      case JobState.Submitting submitting -> throw notClaimed();
      case JobState.Queued queued -> throw notClaimed();
      case JobState.Uncertain uncertain -> throw notClaimed();
      case JobState.Waiting waiting -> throw notClaimed();
      case JobState.Succeeded succeeded -> throw notClaimed();
      case JobState.Failed failed -> throw notClaimed();
      case JobState.Cancelled cancelled -> throw notClaimed();
    }
  }

  private IllegalArgumentException notClaimed() {
    return new IllegalArgumentException("job must just have been claimed, was " + job.state());
  }

  private void submit() {
    if (tell(() -> queue.intend(id, fence)) instanceof JobChange.Done(Job intending)
        && intending.state() instanceof JobState.Submitting submitting) {
      Submission submission = submission(submitting.intent(), submitting.held());
      SubmitResult result =
          ask(() -> parts.provider().submit(submission)).orElseGet(SubmitResult.Unclear::new);
      settle(result, submitting.intent());
    }
  }

  private Submission submission(Intent intent, Lease held) {
    return new Submission(id, intent.key(), job.request(), held.until());
  }

  private void settle(SubmitResult result, Intent intent) {
    switch (result) {
      case SubmitResult.Accepted(String handle, Duration pollAfter) ->
          note(handle, pause(pollAfter));
      case SubmitResult.Rejected(Failure failure, Optional<Instant> until) ->
          tell(() -> queue.fail(id, fence, failure, until.map(this::soon)));
      case SubmitResult.Unclear() -> tell(() -> queue.doubt(id, fence, later(intent.at())));
    }
  }

  private void lookUp(JobState.Looking state) {
    Submission submission = submission(state.intent(), state.held());
    Optional<LookUpResult> result = ask(() -> parts.provider().lookUp(submission));
    if (result.isEmpty()) {
      tell(() -> queue.doubt(id, fence, later(state.intent().at())));
      return;
    }
    switch (result.get()) {
      case LookUpResult.Found(String handle) -> note(handle, queue.now());
      case LookUpResult.Absent() -> tell(() -> queue.notFound(id, fence));
      case LookUpResult.Unsupported() -> tell(() -> queue.doubt(id, fence, Optional.empty()));
    }
  }

  /** A handle that cannot be kept is for a person to deal with: the provider runs something. */
  private void note(String handle, Instant nextPollAt) {
    try {
      tell(() -> queue.submitted(id, fence, handle, nextPollAt));
    } catch (InvalidValueException e) {
      report(e);
      tell(() -> queue.doubt(id, fence, Optional.empty()));
    }
  }

  private void cancel(JobState.Polling state) {
    Optional<CancelResult> result = ask(() -> parts.provider().cancel(state.running()));
    if (result.isEmpty()) {
      waitLater(state);
      return;
    }
    switch (result.get()) {
      case CancelResult.Cancelled() -> tell(() -> queue.stopped(id, fence));
      case CancelResult.Requested() -> waitLater(state);
      case CancelResult.TooLate() -> poll(state);
      case CancelResult.Unsupported() -> poll(state);
    }
  }

  private void poll(JobState.Polling state) {
    Optional<PollResult> result = ask(() -> parts.provider().poll(state.running()));
    if (result.isEmpty()) {
      waitLater(state);
      return;
    }
    switch (result.get()) {
      case PollResult.Pending(Optional<Progress> progress, Duration pollAfter) ->
          tell(() -> queue.waitUntil(id, fence, pause(pollAfter), progress));
      case PollResult.Done() -> fetch(state);
      case PollResult.Failed(Failure failure) -> fail(failure);
      case PollResult.Unavailable(String message, Optional<Instant> until) ->
          tell(() ->
              queue.fail(
                  id,
                  fence,
                  new Failure(FailureClass.UNAVAILABLE, message),
                  until.map(this::soon)));
      case PollResult.Gone() ->
          fail(permanent("the provider knows nothing of " + state.running().handle()));
    }
  }

  private void fetch(JobState.Polling state) {
    Optional<FetchResult> result = ask(() -> parts.provider().fetch(state.running()));
    if (result.isEmpty()) {
      waitLater(state);
      return;
    }
    switch (result.get()) {
      case FetchResult.Video video ->
          keep(video).ifPresentOrElse(added -> complete(state, added), () -> waitLater(state));
      case FetchResult.Gone() ->
          fail(permanent("the provider has no video of " + state.running().handle()));
    }
  }

  /** Empty when it may go well the next time. */
  private Optional<AddResult> keep(FetchResult.Video video) {
    try (InputStream source = video.source()) {
      NewMedia media = JobResult.of(job);
      NewMedia sized = video.lengthBytes().map(media::declaringBytes).orElse(media);
      return Optional.of(parts.library().add(sized, source));
    } catch (IOException | MediakeepException e) {
      report(e); // also where only closing failed: what was added is found by its bytes
      return Optional.empty();
    }
  }

  private void complete(JobState.Polling state, AddResult added) {
    switch (added) {
      case AddResult.Added(var media) -> complete(state, media.id());
      case AddResult.Existing(var media) -> complete(state, media.id());
      case AddResult.Refused(Problem problem) -> refuse(state, problem);
    }
  }

  private void complete(JobState.Polling state, MediaId media) {
    JobChange change = tell(() -> queue.complete(id, fence, List.of(media)));
    if (change instanceof JobChange.Refused(Problem problem)
        && problem.code() != ErrorCode.LEASE_LOST) {
      waitLater(state); // somebody was quick to put it in the trash: it is kept anew
    }
  }

  /** What breaks off looks malformed, so that is fetched again while the job has time. */
  private void refuse(JobState.Polling state, Problem problem) {
    if (problem.code().category() == Category.INVALID && state.stop().isEmpty()) {
      waitLater(state);
    } else {
      fail(permanent("the video was not kept: " + problem.message()));
    }
  }

  private void fail(Failure failure) {
    tell(() -> queue.fail(id, fence, failure, Optional.empty()));
  }

  private static Failure permanent(String message) {
    return new Failure(FailureClass.PERMANENT, message);
  }

  private void waitLater(JobState.Polling state) {
    Instant next = later(state.running().since()).orElseThrow();
    tell(() -> queue.waitUntil(id, fence, next, Optional.empty()));
  }

  /** The more time has gone by, the longer the pause; never shorter than the policy's. */
  private Optional<Instant> later(Instant since) {
    Instant now = queue.now();
    Duration soFar = Duration.between(since, now).dividedBy(PAUSES_SO_FAR);
    Duration least = queue.policies().lease().again();
    Duration pause = soFar.compareTo(MOST_PAUSE) < 0 ? soFar : MOST_PAUSE;
    return Optional.of(now.plus(pause.compareTo(least) > 0 ? pause : least));
  }

  private Instant pause(Duration wanted) {
    Duration least = wanted.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : wanted;
    return least.compareTo(TimeBounds.FARTHEST) < 0
        ? queue.now().plus(least)
        : queue.now().plus(TimeBounds.FARTHEST);
  }

  private Instant soon(Instant wanted) {
    Instant farthest = queue.now().plus(TimeBounds.FARTHEST);
    return wanted.isBefore(farthest) ? wanted : farthest;
  }

  /** Asks the provider; empty when it throws. */
  private <R> Optional<R> ask(Question<R> question) {
    try {
      return Optional.of(question.ask());
    } catch (InterruptedException e) {
      isInterrupted = true;
      report(e);
    } catch (IOException | RuntimeException e) { // of any kind: the provider is not ours
      isInterrupted |= Thread.interrupted(); // the store is told yet
      report(e);
    }
    return Optional.empty();
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

  /** What the job is by now is not known; each of these is refused but the one that fits. */
  void giveBack() {
    try {
      queue
          .find(id)
          .map(Job::state)
          .ifPresent(state -> {
            switch (state) {
              case JobState.Running running -> tell(() -> queue.release(id, fence));
              case JobState.Unconfirmed unconfirmed ->
                  tell(() -> queue.doubt(id, fence, later(unconfirmed.intent().at())));
              case JobState.Polling polling -> waitLater(polling);
              case JobState.Queued queued -> {}
              case JobState.Waiting waiting -> {}
              case JobState.Succeeded succeeded -> {}
              case JobState.Failed failed -> {}
              case JobState.Cancelled cancelled -> {}
            }
          });
    } catch (RuntimeException e) { // of any kind: its lease ends by itself
      report(e);
    }
  }

  private void report(Exception cause) {
    parts.config().listener().failed(Optional.of(id), cause);
  }
}
