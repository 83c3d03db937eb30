package dev.mediakeep.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Submission;
import dev.mediakeep.job.VideoProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/**
 * A provider that renders by the clock, remembers whatever was ordered, and fails as it is told to.
 * By default a render takes 10 s, is asked for each 5 s, can be looked up and cancelled, and each
 * is a playable file of its own. Thread-safe.
 */
public final class RecordingProvider implements VideoProvider {
  private static final Fault NONE = (call, moment) -> {};

  private final InstantSource clock;
  private final Function<Submission, byte[]> films;
  private final Map<String, Render> renders = new LinkedHashMap<>();
  private final List<Submission> submissions = new ArrayList<>();
  private final List<String> paidTwice = new ArrayList<>();
  private final Queue<SubmitResult.Rejected> rejections = new ArrayDeque<>();
  private final Queue<Failure> failures = new ArrayDeque<>();
  private Duration renderTime = Duration.ofSeconds(10);
  private Duration pollAfter = Duration.ofSeconds(5);
  private boolean hasLookUp = true;
  private boolean hasCancel = true;
  private boolean cancelsBlindly;
  private volatile Fault fault = NONE;

  /** A provider that makes {@link #film}. */
  public RecordingProvider(InstantSource clock) {
    this(clock, RecordingProvider::film);
  }

  /** A provider that makes these files. */
  public RecordingProvider(InstantSource clock, Function<Submission, byte[]> films) {
    this.clock = clock;
    this.films = films;
  }

  /** The methods of a provider. */
  public enum Call {
    SUBMIT,
    LOOK_UP,
    POLL,
    CANCEL,
    FETCH
  }

  /** What happens before a call takes effect, and before its answer comes back. */
  @FunctionalInterface
  public interface Fault {
    /** Returns at once, blocks, or throws. */
    void at(Call call, Moment moment) throws IOException, InterruptedException;
  }

  /** How a render is. */
  public enum Status {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /**
   * What the provider runs for an order.
   *
   * @param doneAt when it will be done, unless it ends otherwise
   * @param failure what it ends by instead, at that time
   */
  public record Render(
      Submission order, String handle, Instant doneAt, Optional<Failure> failure, boolean stopped) {
    Status status(Instant now) {
      if (stopped) {
        return Status.CANCELLED;
      }
      if (now.isBefore(doneAt)) {
        return Status.RUNNING;
      }
      return failure.isPresent() ? Status.FAILED : Status.DONE;
    }
  }

  /** A short film of H.264 with sound; its last bytes name its key. */
  public static byte[] film(Submission submission) {
    return film(submission.key());
  }

  /** The film that was ordered under this key. */
  public static byte[] film(String key) {
    byte[] film = SampleFiles.mp4().bytes();
    byte[] name = key.getBytes(US_ASCII);
    int boxLength = 2 * Integer.BYTES + name.length;
    return ByteBuffer.allocate(film.length + boxLength)
        .put(film)
        .putInt(boxLength)
        .put("free".getBytes(US_ASCII))
        .put(name)
        .array();
  }

  public synchronized void setRenderTime(Duration time) {
    renderTime = time;
  }

  public synchronized void setPollAfter(Duration time) {
    pollAfter = time;
  }

  /** Takes back each refusal and failure that has not come to pass. */
  public synchronized void calm() {
    rejections.clear();
    failures.clear();
  }

  /** Lets something happen at each call from now on. */
  public void setFault(Fault happening) {
    fault = happening;
  }

  /** From now on nothing can be looked up. */
  public synchronized void forbidLookUp() {
    hasLookUp = false;
  }

  /** From now on nothing can be cancelled. */
  public synchronized void forbidCancel() {
    hasCancel = false;
  }

  /** From now on a render is thrown away when it is cancelled, even one that is done. */
  public synchronized void cancelBlindly() {
    cancelsBlindly = true;
  }

  /** Refuses the next order. */
  public synchronized void rejectNext(Failure failure, Optional<Instant> until) {
    rejections.add(new SubmitResult.Rejected(failure, until));
  }

  /** Lets the next order that is taken fail at its end. */
  public synchronized void failNext(Failure failure) {
    failures.add(failure);
  }

  /** All calls that wanted to order something and arrived, in their order. */
  public synchronized List<Submission> submissions() {
    return List.copyOf(submissions);
  }

  /** Whatever was ordered, in its order. */
  public synchronized List<Render> renders() {
    return List.copyOf(renders.values());
  }

  public synchronized List<Render> renders(JobId job) {
    return renders.values().stream().filter(one -> one.order().job().equals(job)).toList();
  }

  /** How a render of this provider is now. */
  public Status status(Render render) {
    return render.status(clock.instant());
  }

  /** Fails where a job was ordered again while an earlier order of it ran or was done. */
  public synchronized void assertNothingPaidTwice() {
    assertThat(paidTwice).isEmpty();
  }

  @Override
  public SubmitResult submit(Submission submission) throws IOException, InterruptedException {
    fault.at(Call.SUBMIT, Moment.BEFORE);
    SubmitResult result = order(submission);
    fault.at(Call.SUBMIT, Moment.AFTER);
    return result;
  }

  private synchronized SubmitResult order(Submission submission) throws IOException {
    if (clock.instant().isAfter(submission.notAfter())) {
      throw new IOException("the call would arrive after " + submission.notAfter());
    }
    submissions.add(submission);
    Render known = renders.get(submission.key());
    if (known != null) {
      return new SubmitResult.Accepted(known.handle(), pollAfter);
    }
    SubmitResult.Rejected rejection = rejections.poll();
    return rejection == null ? take(submission) : rejection;
  }

  private SubmitResult take(Submission submission) {
    for (Render earlier : renders(submission.job())) {
      switch (status(earlier)) {
        case RUNNING, DONE -> paidTwice.add(submission.key() + " beside " + earlier);
        case FAILED, CANCELLED -> {}
      }
    }
    String handle = "operations/" + (renders.size() + 1);
    Instant doneAt = clock.instant().plus(renderTime);
    Optional<Failure> failure = Optional.ofNullable(failures.poll());
    renders.put(submission.key(), new Render(submission, handle, doneAt, failure, false));
    return new SubmitResult.Accepted(handle, pollAfter);
  }

  @Override
  public LookUpResult lookUp(Submission submission) throws IOException, InterruptedException {
    fault.at(Call.LOOK_UP, Moment.BEFORE);
    LookUpResult result = find(submission.key());
    fault.at(Call.LOOK_UP, Moment.AFTER);
    return result;
  }

  private synchronized LookUpResult find(String key) {
    if (!hasLookUp) {
      return new LookUpResult.Unsupported();
    }
    Render render = renders.get(key);
    return render == null ? new LookUpResult.Absent() : new LookUpResult.Found(render.handle());
  }

  @Override
  public PollResult poll(Operation operation) throws IOException, InterruptedException {
    fault.at(Call.POLL, Moment.BEFORE);
    PollResult result = look(operation);
    fault.at(Call.POLL, Moment.AFTER);
    return result;
  }

  private synchronized PollResult look(Operation operation) {
    Optional<Render> found = of(operation);
    if (found.isEmpty()) {
      return new PollResult.Gone();
    }
    Render render = found.get();
    return switch (status(render)) {
      case RUNNING -> new PollResult.Pending(Optional.of(progress(render)), pollAfter);
      case DONE -> new PollResult.Done();
      case FAILED -> new PollResult.Failed(render.failure().orElseThrow());
      case CANCELLED -> new PollResult.Gone();
    };
  }

  private Progress progress(Render render) {
    long left = Duration.between(clock.instant(), render.doneAt()).toMillis();
    long percent = 100 - 100 * left / Math.max(renderTime.toMillis(), left);
    return new Progress((int) percent, Optional.of("rendering"));
  }

  @Override
  public CancelResult cancel(Operation operation) throws IOException, InterruptedException {
    fault.at(Call.CANCEL, Moment.BEFORE);
    CancelResult result = stop(operation);
    fault.at(Call.CANCEL, Moment.AFTER);
    return result;
  }

  private synchronized CancelResult stop(Operation operation) {
    if (!hasCancel) {
      return new CancelResult.Unsupported();
    }
    Render render = of(operation).orElseThrow();
    return switch (status(render)) {
      case DONE, FAILED -> cancelsBlindly ? stop(render) : new CancelResult.TooLate();
      case CANCELLED -> new CancelResult.Cancelled();
      case RUNNING -> stop(render);
    };
  }

  private CancelResult stop(Render render) {
    renders.put(
        render.order().key(),
        new Render(render.order(), render.handle(), render.doneAt(), render.failure(), true));
    return new CancelResult.Cancelled();
  }

  @Override
  public FetchResult fetch(Operation operation) throws IOException, InterruptedException {
    fault.at(Call.FETCH, Moment.BEFORE);
    Optional<Render> done = of(operation).filter(render -> status(render) == Status.DONE);
    fault.at(Call.FETCH, Moment.AFTER);
    return done.<FetchResult>map(this::video).orElseGet(FetchResult.Gone::new);
  }

  private FetchResult video(Render render) {
    byte[] film = films.apply(render.order());
    return new FetchResult.Video(SampleBytes.source(film), Optional.of((long) film.length));
  }

  private synchronized Optional<Render> of(Operation operation) {
    return renders.values().stream()
        .filter(render -> render.handle().equals(operation.handle()))
        .findFirst();
  }
}
