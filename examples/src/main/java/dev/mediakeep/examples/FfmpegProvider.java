package dev.mediakeep.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Submission;
import dev.mediakeep.job.VideoProvider;
import dev.mediakeep.media.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A provider that makes short H.264 films with ffmpeg: each shows the text of its prompt. It
 * behaves like one that is far away: an order is taken at once, rendered in the time that the film
 * lasts, by a process of its own that goes on when this one is killed, and found again by its key.
 *
 * <p>Parameters: {@code prompt} (needed), {@code seconds} 1..60, {@code width} 64..1920, {@code
 * height} 64..1080, both even; by default 3 s of 640x360. Needs a POSIX shell and an ffmpeg with
 * libx264 and the drawtext filter.
 */
public final class FfmpegProvider implements VideoProvider {
  /*
   * Each operation is a folder, named by its handle, which follows from its key. So a key has at
   * most one, and the rename that puts it in place is the moment at which the order is taken:
   *
   *   ffmpeg-6f1c…/order.properties   seconds, width, height
   *                text.txt           what the film shows
   *                running/pid        made by the process that renders; who finds it there goes away
   *                progress, log      what ffmpeg says
   *                film.mp4           it is done
   *                failed             it has ended without a film
   *                cancelled          nobody wants it any more
   *
   * A crash before "running" is there leaves an order that nobody works on: whoever polls it next
   * starts it, and where two do, one of them goes away.
   */
  private static final String RENDER =
      """
      [ -e cancelled ] && exit 0
      mkdir running 2> /dev/null || exit 0
      echo $$ > running/pid
      if ffmpeg "$@" < /dev/null > /dev/null 2> log
      then mv film.part.mp4 film.mp4
      else echo failed > failed
      fi
      """;

  private static final Duration POLL_AFTER = Duration.ofMillis(500);
  private static final Duration SLOW_START = Duration.ofSeconds(10);
  private static final long LONGEST_END_SECONDS = 10;
  private static final int LOG_CHARS = 500;

  private final Path folder;
  private final InstantSource clock;

  /** A provider that keeps its operations in this folder, which it makes where there is none. */
  public FfmpegProvider(Path folder, InstantSource clock) {
    this.folder = folder.toAbsolutePath();
    this.clock = clock;
  }

  /** Whether this machine has what it takes. */
  public static boolean isAvailable() throws InterruptedException {
    return says("-filters", " drawtext ") && says("-encoders", " libx264 ");
  }

  private static boolean says(String option, String word) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("ffmpeg", "-hide_banner", option)
              .redirectError(Redirect.DISCARD)
              .start();
      try (InputStream out = process.getInputStream()) {
        return new String(out.readAllBytes(), UTF_8).contains(word) && process.waitFor() == 0;
      }
    } catch (IOException e) {
      return false; // there is no ffmpeg
    }
  }

  /** What a film is to be like. */
  private record Order(long seconds, long width, long height) {
    private static final String FILE = "order.properties";
    private static final long EVEN = 2;

    Order {
      Rules.inRange("seconds", seconds, 1, 60);
      requireEven("width", Rules.inRange("width", width, 64, 1_920));
      requireEven("height", Rules.inRange("height", height, 64, 1_080));
    }

    private static void requireEven(String field, long value) {
      if (value % EVEN != 0) {
        throw new InvalidValueException(field, field + " must be even, was " + value);
      }
    }

    static Order of(JsonObject parameters) {
      return new Order(
          parameters.wholeNumber("seconds").orElse(3L),
          parameters.wholeNumber("width").orElse(640L),
          parameters.wholeNumber("height").orElse(360L));
    }

    void write(Path operation) throws IOException {
      String text = "seconds=%d%nwidth=%d%nheight=%d%n".formatted(seconds, width, height);
      Files.writeString(operation.resolve(FILE), text);
    }

    static Order read(Path operation) throws IOException {
      Properties found = new Properties();
      try (Reader in = Files.newBufferedReader(operation.resolve(FILE))) {
        found.load(in);
      }
      return new Order(
          Long.parseLong(found.getProperty("seconds")),
          Long.parseLong(found.getProperty("width")),
          Long.parseLong(found.getProperty("height")));
    }

    long fontSize() {
      return Math.max(12, height / 12);
    }

    int charsALine() {
      return (int) (width * 3 / (fontSize() * 2));
    }

    /** The text comes from a file, so that nothing in it is a command to the filter. */
    List<String> arguments() {
      String picture =
          "color=c=0x1d3557:size=%dx%d:rate=24:duration=%d".formatted(width, height, seconds);
      String text =
          "drawtext=textfile=text.txt:expansion=none:fontcolor=white:fontsize="
              + fontSize()
              + ":x=(w-text_w)/2:y=(h-text_h)/2+h/20*sin(2*t)";
      return List.of(
          "-nostdin",
          "-hide_banner",
          "-y",
          "-re",
          "-f",
          "lavfi",
          "-i",
          picture,
          "-vf",
          text,
          "-c:v",
          "libx264",
          "-preset",
          "veryfast",
          "-pix_fmt",
          "yuv420p",
          "-movflags",
          "+faststart",
          "-stats_period",
          "0.2",
          "-progress",
          "progress",
          "film.part.mp4");
    }
  }

  @Override
  public SubmitResult submit(Submission submission) throws IOException {
    Path operation = operationOf(submission.key());
    if (!Files.exists(operation)) {
      Order order;
      try {
        order = Order.of(submission.request().parameters());
      } catch (InvalidValueException e) {
        return refused(String.valueOf(e.getMessage()));
      }
      Optional<String> prompt = submission.request().parameters().string("prompt");
      if (prompt.isEmpty()) {
        return refused("prompt must be there");
      }
      take(submission, operation, order, prompt.get());
    }
    start(operation);
    return new SubmitResult.Accepted(nameOf(operation), POLL_AFTER);
  }

  private static SubmitResult refused(String why) {
    return new SubmitResult.Rejected(new Failure(FailureClass.PERMANENT, why), Optional.empty());
  }

  private void take(Submission submission, Path operation, Order order, String prompt)
      throws IOException {
    Files.createDirectories(folder);
    Path fresh = Files.createTempDirectory(folder, "new-");
    order.write(fresh);
    Files.writeString(fresh.resolve("text.txt"), wrapped(prompt, order.charsALine()));
    if (clock.instant().isAfter(submission.notAfter())) {
      remove(fresh);
      throw new IOException("too late to order it, after " + submission.notAfter());
    }
    try {
      Files.move(fresh, operation, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      remove(fresh); // somebody has ordered it under this key meanwhile
    }
  }

  private static void remove(Path fresh) throws IOException {
    try (Stream<Path> files = Files.list(fresh)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(fresh);
  }

  private static String wrapped(String prompt, int charsALine) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : prompt.strip().split("\\s+", -1)) {
      if (line.length() + word.length() >= charsALine && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return String.join("\n", lines);
  }

  private static void start(Path operation) throws IOException {
    if (Files.exists(operation.resolve("running"))) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("sh", "-c", RENDER, "sh"));
    command.addAll(Order.read(operation).arguments());
    new ProcessBuilder(command)
        .directory(operation.toFile())
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  @Override
  public LookUpResult lookUp(Submission submission) {
    Path operation = operationOf(submission.key());
    return Files.exists(operation)
        ? new LookUpResult.Found(nameOf(operation))
        : new LookUpResult.Absent();
  }

  @Override
  public PollResult poll(Operation operation) throws IOException {
    Path place = folder.resolve(operation.handle());
    if (!Files.exists(place)) {
      return new PollResult.Gone();
    }
    Optional<PollResult> before = end(place);
    if (before.isPresent()) {
      return before.get();
    }
    start(place);
    if (isRunning(place)) {
      return new PollResult.Pending(Optional.of(progress(place)), POLL_AFTER);
    }
    return end(place) // it may have ended in between
        .orElseGet(() ->
            new PollResult.Failed(
                new Failure(FailureClass.TRANSIENT, "the process that rendered it was killed")));
  }

  private static Optional<PollResult> end(Path place) throws IOException {
    if (Files.exists(place.resolve("cancelled"))) {
      return Optional.of(
          new PollResult.Failed(new Failure(FailureClass.PERMANENT, "it was cancelled")));
    }
    if (Files.exists(place.resolve("film.mp4"))) {
      return Optional.of(new PollResult.Done());
    }
    return Files.exists(place.resolve("failed"))
        ? Optional.of(new PollResult.Failed(new Failure(FailureClass.TRANSIENT, log(place))))
        : Optional.empty();
  }

  private static String log(Path place) throws IOException {
    String log = new String(Files.readAllBytes(place.resolve("log")), UTF_8).replace('\0', '?');
    return "ffmpeg failed: " + log.substring(Math.max(0, log.length() - LOG_CHARS)).strip();
  }

  private boolean isRunning(Path place) throws IOException {
    Path pid = place.resolve("running").resolve("pid");
    if (process(pid).isPresent()) {
      return true;
    }
    boolean isStarting = !Files.exists(pid) || Files.size(pid) == 0;
    Instant since = Files.getLastModifiedTime(place).toInstant();
    return isStarting && clock.instant().isBefore(since.plus(SLOW_START));
  }

  /** The process of that number, unless it is another one that got the number later. */
  private static Optional<ProcessHandle> process(Path pid) throws IOException {
    try {
      String number = Files.readString(pid).strip();
      Instant written = Files.getLastModifiedTime(pid).toInstant();
      return number.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(number))
              .filter(ProcessHandle::isAlive)
              .filter(one ->
                  one.info()
                      .startInstant()
                      .map(start -> start.isBefore(written.plus(SLOW_START)))
                      .orElse(true));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Progress progress(Path place) throws IOException {
    long micros = 0;
    Path file = place.resolve("progress");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (line.matches("out_time_us=[0-9]{1,18}")) {
          micros = Long.parseLong(line.substring(line.indexOf('=') + 1));
        }
      }
    }
    long whole = Duration.ofSeconds(Order.read(place).seconds()).toNanos() / 1_000;
    int percent = (int) Math.min(99, 100 * micros / whole);
    return new Progress(percent, Optional.of("rendering"));
  }

  @Override
  public CancelResult cancel(Operation operation) throws IOException {
    Path place = folder.resolve(operation.handle());
    if (!Files.exists(place) || end(place).filter(PollResult.Done.class::isInstance).isPresent()) {
      return new CancelResult.TooLate();
    }
    Path mark = place.resolve("cancelled");
    if (!Files.exists(mark)) {
      Files.write(mark, new byte[0]);
    }
    process(place.resolve("running").resolve("pid")).ifPresent(FfmpegProvider::kill);
    return new CancelResult.Cancelled();
  }

  /** Returns when they have ended, so that nothing is written in their folder any more. */
  private static void kill(ProcessHandle shell) {
    List<ProcessHandle> all = Stream.concat(Stream.of(shell), shell.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(
        one -> one.onExit().completeOnTimeout(one, LONGEST_END_SECONDS, TimeUnit.SECONDS).join());
  }

  @Override
  public FetchResult fetch(Operation operation) throws IOException {
    Path film = folder.resolve(operation.handle()).resolve("film.mp4");
    try {
      return new FetchResult.Video(Files.newInputStream(film), Optional.of(Files.size(film)));
    } catch (NoSuchFileException e) {
      return new FetchResult.Gone();
    }
  }

  private Path operationOf(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return folder.resolve("ffmpeg-" + HexFormat.of().formatHex(hash, 0, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java platform has SHA-256", e);
    }
  }

  private static String nameOf(Path operation) {
    return operation.getFileName().toString();
  }
}
