package dev.mediakeep.examples;

import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Submission;
import dev.mediakeep.job.VideoProvider;
import dev.mediakeep.testkit.RecordingProvider;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A provider that takes each order, says at each poll what it is told to, and notes the calls. */
final class ScriptedProvider implements VideoProvider {
  static final PollResult PENDING =
      new PollResult.Pending(Optional.of(new Progress(1, Optional.empty())), Duration.ZERO);

  final List<String> calls = new ArrayList<>();
  Callable<SubmitResult> order = ScriptedProvider::accepted;
  Callable<PollResult> poll = PollResult.Done::new;
  Callable<FetchResult> fetch = ScriptedProvider::film;

  static SubmitResult accepted() {
    return new SubmitResult.Accepted("op-1", Duration.ZERO);
  }

  static FetchResult film() {
    byte[] film = RecordingProvider.film("any");
    return new FetchResult.Video(new ByteArrayInputStream(film), Optional.of((long) film.length));
  }

  @Override
  public SubmitResult submit(Submission submission) {
    calls.add("submit");
    return call(order);
  }

  @Override
  public LookUpResult lookUp(Submission submission) {
    calls.add("lookUp");
    return new LookUpResult.Absent();
  }

  @Override
  public PollResult poll(Operation operation) {
    calls.add("poll");
    return call(poll);
  }

  @Override
  public CancelResult cancel(Operation operation) {
    calls.add("cancel");
    return new CancelResult.Cancelled();
  }

  @Override
  public FetchResult fetch(Operation operation) {
    calls.add("fetch");
    return call(fetch);
  }

  private static <R> R call(Callable<R> answer) {
    try {
      return answer.call();
    } catch (Exception e) { // of any kind: the test tells what it is
      throw new IllegalStateException(e);
    }
  }
}
