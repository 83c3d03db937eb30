package dev.mediakeep.examples;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Submission;
import dev.mediakeep.job.VideoProvider;
import dev.mediakeep.job.VideoProvider.CancelResult;
import dev.mediakeep.job.VideoProvider.FetchResult;
import dev.mediakeep.job.VideoProvider.LookUpResult;
import dev.mediakeep.job.VideoProvider.PollResult;
import dev.mediakeep.job.VideoProvider.SubmitResult;
import dev.mediakeep.media.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A worker that makes films with ffmpeg for a service, over HTTP alone. Kill it, or the service,
 * and start it again: it goes on with what was ordered before, and orders nothing twice.
 *
 * <p>Run it as {@code FilmWorker URL FOLDER}; the folder is where ffmpeg works. It ends after so
 * many films as a third argument says, or never.
 */
public final class FilmWorker {
  /*
   * A worker is told by the job's state what to do, and says what it does before it does it. The
   * order is what keeps a film from being paid for twice:
   *
   *   running   intent, answered with 200 ─► the order goes to the provider ─► submitted
   *   looking   a worker vanished between the two: does the provider have the order?
   *   polling   how far is the film? wait, or result
   *
   * Where the job is to be stopped, it is polled first: a film that is done is paid for, and kept.
   *
   * Whatever fails on the way is left as it is: the lease ends, and the next worker is told by the
   * state where this one was. While all goes well, the lease is prolonged for as long as it takes.
   */
  private static final Lane LANE = new Lane("ffmpeg", "text");
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final int BEATS_A_LEASE = 3;
  private static final String JSON = "application/json";
  private static final int DONE = 200;
  private static final int LEASE_LOST = 409;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;
  private final VideoProvider provider;
  private final Duration lease;
  private int films;

  /** A worker for the service at that URL. */
  public FilmWorker(URI service, VideoProvider provider) {
    this(service, provider, LEASE);
  }

  FilmWorker(URI service, VideoProvider provider, Duration lease) {
    this.service = service;
    this.provider = provider;
    this.lease = lease;
  }

  /** The URL of the service, the folder for ffmpeg, and perhaps after how many films to end. */
  public static void main(String[] args) throws InterruptedException {
    if (!FfmpegProvider.isAvailable()) {
      System.out.println("this needs an ffmpeg with libx264 and drawtext");
      return;
    }
    VideoProvider provider = new FfmpegProvider(Path.of(args[1]), InstantSource.system());
    int most = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
    new FilmWorker(URI.create(args[0]), provider).run(most);
  }

  /** Works until it has made so many films. */
  public void run(int most) throws InterruptedException {
    while (films < most) {
      try {
        work();
      } catch (IOException | InvalidValueException e) {
        System.out.println("tried again soon: " + e);
        Thread.sleep(PAUSE);
      }
    }
  }

  /** A job as the service tells it to its worker. */
  private record Task(JsonObject said) {
    String text(String name) {
      return said.string(name).orElseThrow();
    }

    long fence() {
      return said.wholeNumber("fence").orElseThrow();
    }

    boolean isToStop() {
      return said.object("stop").isPresent();
    }

    Submission submission() {
      JobRequest request =
          JobRequest.builder(new OwnerId(text("owner")), LANE)
              .parameters(said.object("parameters").orElseThrow())
              .build();
      Instant end = Instant.parse(text("leaseUntil"));
      return new Submission(JobId.parse(text("id")), text("providerKey"), request, end);
    }

    Operation operation() {
      return new Operation(text("handle"), text("providerKey"), Instant.EPOCH);
    }
  }

  /** Prolongs the lease of a job again and again, until it is told to stop. */
  private final class Heartbeat {
    private final Thread thread;

    Heartbeat(Task task) {
      thread = Thread.ofVirtual().start(() -> beat(task));
    }

    private void beat(Task task) {
      try {
        boolean isHeld = true;
        while (isHeld) {
          Thread.sleep(lease.dividedBy(BEATS_A_LEASE));
          isHeld = beatOnce(task);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the step is over
      }
    }

    /** Whether the job is still this worker's, as far as is known. */
    private boolean beatOnce(Task task) throws InterruptedException {
      String said = "{\"fence\":%d,\"leaseMs\":%d}".formatted(task.fence(), lease.toMillis());
      try {
        return command(task, "heartbeat", said).statusCode() != LEASE_LOST;
      } catch (IOException e) {
        return true; // the service may be back before the lease ends
      }
    }

    void stop() {
      thread.interrupt();
    }
  }

  private void work() throws IOException, InterruptedException {
    Optional<Task> claimed = claim();
    if (claimed.isPresent()) {
      Task task = claimed.get();
      System.out.println(task.text("id") + " " + task.text("state"));
      Heartbeat beats = new Heartbeat(task);
      try {
        act(task);
      } finally {
        beats.stop();
      }
    }
  }

  private void act(Task task) throws IOException, InterruptedException {
    switch (task.text("state")) {
      case "running" -> submit(task);
      case "looking" -> lookUp(task);
      case "polling" -> poll(task);
      default -> throw new IOException("claimed jobs are not " + task.text("state"));
    }
  }

  private Optional<Task> claim() throws IOException, InterruptedException {
    String order =
        "{\"worker\":\"film-worker\",\"lanes\":[\"%s\"],\"waitMs\":%d,\"leaseMs\":%d}"
            .formatted(LANE, WAIT.toMillis(), lease.toMillis());
    HttpResponse<String> answer = post("claim", JSON, WAIT, BodyPublishers.ofString(order));
    if (answer.statusCode() != DONE) {
      throw new IOException("no claim: " + answer.body());
    }
    String items = answer.body().substring("{\"items\":[".length(), answer.body().length() - 2);
    return items.isEmpty() ? Optional.empty() : Optional.of(new Task(new JsonObject(items)));
  }

  private void submit(Task task) throws IOException, InterruptedException {
    Optional<Task> intended = tell(task, "intent", "");
    if (intended.isPresent()) {
      switch (provider.submit(intended.get().submission())) {
        case SubmitResult.Accepted(String handle, Duration pollAfter) ->
            note(task, handle, pollAfter);
        case SubmitResult.Rejected(Failure failure, Optional<Instant> until) ->
            fail(task, failure, until);
        case SubmitResult.Unclear() ->
            tell(task, "doubt", ",\"nextLookUpInMs\":" + LATER.toMillis());
      }
    }
  }

  private void lookUp(Task task) throws IOException, InterruptedException {
    switch (provider.lookUp(task.submission())) {
      case LookUpResult.Found(String handle) -> note(task, handle, Duration.ZERO);
      case LookUpResult.Absent() -> tell(task, "not-found", "");
      case LookUpResult.Unsupported() -> tell(task, "doubt", "");
    }
  }

  private void note(Task task, String handle, Duration pollAfter)
      throws IOException, InterruptedException {
    String more =
        ",\"handle\":%s,\"nextPollInMs\":%d".formatted(quoted(handle), pollAfter.toMillis());
    tell(task, "submitted", more);
  }

  private void poll(Task task) throws IOException, InterruptedException {
    switch (provider.poll(task.operation())) {
      case PollResult.Pending pending when task.isToStop() -> stop(task, pending);
      case PollResult.Pending pending -> await(task, pending);
      case PollResult.Done() -> hand(task);
      case PollResult.Failed(Failure failure) -> fail(task, failure, Optional.empty());
      case PollResult.Unavailable(String message, Optional<Instant> until) ->
          fail(task, new Failure(FailureClass.UNAVAILABLE, message), until);
      case PollResult.Gone() -> failForGood(task, "the provider knows nothing of ");
    }
  }

  private void stop(Task task, PollResult.Pending pending)
      throws IOException, InterruptedException {
    switch (provider.cancel(task.operation())) {
      case CancelResult.Cancelled() -> tell(task, "stopped", "");
      case CancelResult.Requested() -> await(task, pending);
      case CancelResult.TooLate() -> await(task, pending);
      case CancelResult.Unsupported() -> await(task, pending);
    }
  }

  private void await(Task task, PollResult.Pending pending)
      throws IOException, InterruptedException {
    String next = ",\"nextPollInMs\":" + pending.pollAfter().toMillis();
    tell(task, "wait", next + told(pending.progress()));
  }

  private static String told(Optional<Progress> progress) {
    return progress.map(told -> ",\"progress\":{\"percent\":" + told.percent() + "}").orElse("");
  }

  private void failForGood(Task task, String what) throws IOException, InterruptedException {
    String message = what + task.operation().handle();
    fail(task, new Failure(FailureClass.PERMANENT, message), Optional.empty());
  }

  private void fail(Task task, Failure failure, Optional<Instant> until)
      throws IOException, InterruptedException {
    String kind = failure.kind().name().toLowerCase(Locale.ROOT);
    String more = ",\"class\":\"" + kind + "\",\"message\":" + quoted(failure.message());
    tell(task, "fail", more + until.map(time -> ",\"until\":\"" + time + "\"").orElse(""));
  }

  private static String quoted(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
  }

  private void hand(Task task) throws IOException, InterruptedException {
    switch (provider.fetch(task.operation())) {
      case FetchResult.Video(InputStream film, Optional<Long> length) -> {
        try (film) {
          upload(task, film, length);
        }
      }
      case FetchResult.Gone() -> failForGood(task, "the provider has no film of ");
    }
  }

  /** A film that was not taken is fetched again later, while the job has time. */
  private void upload(Task task, InputStream film, Optional<Long> length)
      throws IOException, InterruptedException {
    String path = task.text("id") + "/result?fence=" + task.fence();
    BodyPublisher bytes = BodyPublishers.ofInputStream(() -> film);
    BodyPublisher sized = length.map(l -> BodyPublishers.fromPublisher(bytes, l)).orElse(bytes);
    HttpResponse<String> answer = post(path, "video/mp4", LONGEST_UPLOAD, sized);
    System.out.println(task.text("id") + " result " + answer.statusCode());
    if (answer.statusCode() == DONE) {
      films++;
    } else {
      System.out.println(answer.body());
      tell(task, "wait", ",\"nextPollInMs\":" + LATER.toMillis());
    }
  }

  /** Says something of the job; answers with it, or with nothing when the lease is lost. */
  private Optional<Task> tell(Task task, String command, String more)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = command(task, command, "{\"fence\":" + task.fence() + more + "}");
    if (answer.statusCode() != DONE) {
      System.out.println(task.text("id") + " " + command + ": " + answer.body());
      return Optional.empty();
    }
    Task told = new Task(new JsonObject(answer.body()));
    System.out.println(told.text("id") + " " + told.text("state"));
    return Optional.of(told);
  }

  private HttpResponse<String> command(Task task, String command, String said)
      throws IOException, InterruptedException {
    return post(task.text("id") + "/" + command, JSON, WAIT, BodyPublishers.ofString(said));
  }

  private HttpResponse<String> post(String path, String type, Duration most, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/api/v1/jobs/" + path))
            .header("Content-Type", type)
            .timeout(most.plus(WAIT))
            .POST(body)
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
