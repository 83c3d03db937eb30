package dev.mediakeep.examples;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Failure;
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
   * Whatever fails on the way is left as it is: the lease ends, and the next worker is told by the
   * state where this one was.
   */
  private static final Lane LANE = new Lane("ffmpeg", "text");
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int DONE = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;
  private final VideoProvider provider;
  private int films;

  /** A worker for the service at that URL. */
  public FilmWorker(URI service, VideoProvider provider) {
    this.service = service;
    this.provider = provider;
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

  private void work() throws IOException, InterruptedException {
    Optional<Task> claimed = claim();
    if (claimed.isPresent()) {
      Task task = claimed.get();
      System.out.println(task.text("id") + " " + task.text("state"));
      switch (task.text("state")) {
        case "running" -> submit(task);
        case "looking" -> lookUp(task);
        case "polling" -> poll(task);
        default -> throw new IOException("claimed jobs are not " + task.text("state"));
      }
    }
  }

  private Optional<Task> claim() throws IOException, InterruptedException {
    String order =
        "{\"worker\":\"film-worker\",\"lanes\":[\"%s\"],\"waitMs\":%d,\"leaseMs\":%d}"
            .formatted(LANE, WAIT.toMillis(), LEASE.toMillis());
    HttpResponse<String> answer = post("claim", "application/json", BodyPublishers.ofString(order));
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
        case SubmitResult.Rejected(Failure failure, Optional<Instant> until) -> fail(task, failure);
        case SubmitResult.Unclear() -> tell(task, "doubt", ",\"nextLookUpInMs\":5000");
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
    String more = ",\"handle\":\"%s\",\"nextPollInMs\":%d".formatted(handle, pollAfter.toMillis());
    tell(task, "submitted", more);
  }

  private void poll(Task task) throws IOException, InterruptedException {
    if (task.isToStop() && provider.cancel(task.operation()) instanceof CancelResult.Cancelled) {
      tell(task, "stopped", "");
      return;
    }
    switch (provider.poll(task.operation())) {
      case PollResult.Pending(Optional<Progress> progress, Duration pollAfter) ->
          tell(task, "wait", ",\"nextPollInMs\":" + pollAfter.toMillis() + told(progress));
      case PollResult.Done() -> hand(task);
      case PollResult.Failed(Failure failure) -> fail(task, failure);
      case PollResult.Unavailable(String message, Optional<Instant> until) ->
          tell(task, "wait", ",\"nextPollInMs\":5000");
      case PollResult.Gone() ->
          tell(task, "fail", ",\"class\":\"permanent\",\"message\":\"the film is gone\"");
    }
  }

  private static String told(Optional<Progress> progress) {
    return progress.map(told -> ",\"progress\":{\"percent\":" + told.percent() + "}").orElse("");
  }

  private void fail(Task task, Failure failure) throws IOException, InterruptedException {
    String kind = failure.kind().name().toLowerCase(Locale.ROOT);
    tell(task, "fail", ",\"class\":\"" + kind + "\",\"message\":" + quoted(failure.message()));
  }

  private static String quoted(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
  }

  private void hand(Task task) throws IOException, InterruptedException {
    if (provider.fetch(task.operation()) instanceof FetchResult.Video(var film, var length)) {
      try (InputStream bytes = film) {
        String path = task.text("id") + "/result?fence=" + task.fence();
        HttpResponse<String> answer =
            post(path, "video/mp4", BodyPublishers.ofInputStream(() -> bytes));
        System.out.println(task.text("id") + " result " + answer.statusCode());
        films += answer.statusCode() == DONE ? 1 : 0;
      }
    }
  }

  /** Says something of the job; answers with it, or with nothing when the lease is lost. */
  private Optional<Task> tell(Task task, String command, String more)
      throws IOException, InterruptedException {
    String said = "{\"fence\":" + task.fence() + more + "}";
    String path = task.text("id") + "/" + command;
    HttpResponse<String> answer = post(path, "application/json", BodyPublishers.ofString(said));
    if (answer.statusCode() != DONE) {
      System.out.println(path + ": " + answer.body());
      return Optional.empty();
    }
    Task told = new Task(new JsonObject(answer.body()));
    System.out.println(told.text("id") + " " + told.text("state"));
    return Optional.of(told);
  }

  private HttpResponse<String> post(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/api/v1/jobs/" + path))
            .header("Content-Type", type)
            .timeout(WAIT.multipliedBy(2))
            .POST(body)
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
