package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
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
import java.util.Optional;

/**
 * Does for a claimed job what its state asks for, until its lease is given back: submits it, looks
 * its submission up, or asks the provider for it and keeps its video. Once, on one thread.
 *
 * <p>An {@link Error} is let through and ends the work at once, as a crash would.
 */
final class JobStep {
  private final RunnerParts parts;
  private final HeldJob held;
  private final Job job;

  JobStep(RunnerParts parts, Job job, HeldJob.Patience patience) {
    this.parts = parts;
    this.held = new HeldJob(parts, job, patience);
    this.job = job;
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
      held.report(e);
      held.giveBack();
    } finally {
      held.restoreInterrupt();
    }
  }

  private void act() {
    switch (job.state()) {
      case JobState.Running running -> submit();
      case JobState.Looking looking -> lookUp(looking);
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
    if (held.intend() instanceof JobChange.Done(Job intending)
        && intending.state() instanceof JobState.Submitting submitting) {
      Submission submission = submission(submitting.intent(), submitting.held());
      SubmitResult result =
          ask(() -> parts.provider().submit(submission)).orElseGet(SubmitResult.Unclear::new);
      settle(result, submitting.intent());
    }
  }

  private Submission submission(Intent intent, Lease lease) {
    return new Submission(job.id(), intent.key(), job.request(), lease.until());
  }

  private void settle(SubmitResult result, Intent intent) {
    switch (result) {
      case SubmitResult.Accepted(String handle, Duration pollAfter) ->
          held.submitted(intent, handle, held.after(pollAfter));
      case SubmitResult.Rejected(Failure failure, Optional<Instant> until) ->
          held.fail(failure, until);
      case SubmitResult.Unclear() -> held.doubt(intent);
    }
  }

  private void lookUp(JobState.Looking state) {
    Submission submission = submission(state.intent(), state.held());
    Optional<LookUpResult> result = ask(() -> parts.provider().lookUp(submission));
    if (result.isEmpty()) {
      held.doubt(state.intent());
      return;
    }
    switch (result.get()) {
      case LookUpResult.Found(String handle) -> held.submitted(state.intent(), handle, held.now());
      case LookUpResult.Absent() -> held.notFound();
      case LookUpResult.Unsupported() -> held.doubtForGood();
    }
  }

  /** Also a job that shall end: what is done by now is paid for, and kept. */
  private void poll(JobState.Polling state) {
    Optional<PollResult> result = ask(() -> parts.provider().poll(state.running()));
    if (result.isEmpty()) {
      held.waitLater(state, Optional.empty());
      return;
    }
    switch (result.get()) {
      case PollResult.Pending pending when state.stop().isPresent() -> cancel(state, pending);
      case PollResult.Pending pending -> await(pending);
      case PollResult.Done() -> fetch(state);
      case PollResult.Failed(Failure failure) -> held.fail(failure, Optional.empty());
      case PollResult.Unavailable(String message, Optional<Instant> until) ->
          held.fail(new Failure(FailureClass.UNAVAILABLE, message), until);
      case PollResult.Gone() -> fail("the provider knows nothing of " + state.running().handle());
    }
  }

  private void await(PollResult.Pending pending) {
    held.waitFor(pending.pollAfter(), pending.progress());
  }

  /** Where that is too late it is found done by the next poll. */
  private void cancel(JobState.Polling state, PollResult.Pending pending) {
    Optional<CancelResult> result = ask(() -> parts.provider().cancel(state.running()));
    if (result.isEmpty()) {
      held.waitLater(state, pending.progress());
      return;
    }
    switch (result.get()) {
      case CancelResult.Cancelled() -> held.stopped();
      case CancelResult.Requested() -> held.waitLater(state, pending.progress());
      case CancelResult.TooLate() -> await(pending);
      case CancelResult.Unsupported() -> await(pending);
    }
  }

  private void fetch(JobState.Polling state) {
    Optional<FetchResult> result = ask(() -> parts.provider().fetch(state.running()));
    if (result.isEmpty()) {
      held.waitLater(state, Optional.empty());
      return;
    }
    switch (result.get()) {
      case FetchResult.Video video ->
          keep(video)
              .ifPresentOrElse(
                  added -> complete(state, added), () -> held.waitLater(state, Optional.empty()));
      case FetchResult.Gone() -> fail("the provider has no video of " + state.running().handle());
    }
  }

  /** Empty when it may go well the next time. */
  private Optional<AddResult> keep(FetchResult.Video video) {
    try (InputStream source = video.source()) {
      NewMedia media = JobResult.of(job);
      NewMedia sized = video.lengthBytes().map(media::declaringBytes).orElse(media);
      return Optional.of(parts.library().add(sized, source));
    } catch (IOException | MediakeepException e) {
      held.report(e); // also where only closing failed: what was added is found by its bytes
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
    JobChange change = held.complete(media);
    if (change instanceof JobChange.Refused(Problem problem)
        && problem.code() != ErrorCode.LEASE_LOST) {
      held.waitLater(state, Optional.empty()); // somebody put it in the trash: it is kept anew
    }
  }

  /**
   * What is paid for is not given up for one bad download, nor for a limit that somebody can raise:
   * it is fetched again while the job has time, and a little longer.
   */
  private void refuse(JobState.Polling state, Problem problem) {
    String why = "the video was not kept: " + problem.message();
    if (state.stop().map(this::leavesATry).orElse(true)) {
      held.report(new MediakeepException(problem));
      held.waitLater(state, Optional.of(job.progress().orElse(Progress.DONE).saying(why)));
    } else {
      fail(why);
    }
  }

  /**
   * Whoever cancelled it does not wait for it; the time limit may have passed while nobody was
   * there.
   */
  private boolean leavesATry(Stop stop) {
    return switch (stop.reason()) {
      case CANCELLED -> false;
      case TIME_LIMIT -> held.isWithinLastTries(stop.at());
    };
  }

  private void fail(String why) {
    held.fail(new Failure(FailureClass.PERMANENT, why), Optional.empty());
  }

  /** Asks the provider; empty when it throws. */
  private <R> Optional<R> ask(Question<R> question) {
    try {
      return Optional.of(question.ask());
    } catch (InterruptedException e) {
      held.keepInterrupt(true);
      held.report(e);
    } catch (IOException | RuntimeException e) { // of any kind: the provider is not ours
      held.keepInterrupt(Thread.interrupted()); // the store is told yet
      held.report(e);
    }
    return Optional.empty();
  }

  void giveBack() {
    held.giveBack();
  }
}
