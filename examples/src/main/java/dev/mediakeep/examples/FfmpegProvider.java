package dev.mediakeep.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Operation;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Submission;
import dev.mediakeep.job.VideoProvider;
import java.io.IOException;
import java.io.InputStream;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
  private static final Duration POLL_AFTER = Duration.ofMillis(500);
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

  @Override
  public SubmitResult submit(Submission submission) throws IOException {
    Path operation = operationOf(submission.key());
    if (!Files.exists(operation)) {
      FilmOrder order;
      try {
        order = FilmOrder.of(submission.request().parameters());
      } catch (InvalidValueException e) {
        return refused(String.valueOf(e.getMessage()));
      }
      Optional<String> prompt = submission.request().parameters().string("prompt");
      if (prompt.isEmpty()) {
        return refused("prompt must be there");
      }
      take(submission, operation, order, prompt.get());
    }
    new FilmRender(operation).start();
    return new SubmitResult.Accepted(nameOf(operation), POLL_AFTER);
  }

  private static SubmitResult refused(String why) {
    return new SubmitResult.Rejected(new Failure(FailureClass.PERMANENT, why), Optional.empty());
  }

  private void take(Submission submission, Path operation, FilmOrder order, String prompt)
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
    FilmRender render = new FilmRender(place);
    render.start();
    if (render.isRunning(clock.instant())) {
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
    long whole = Duration.ofSeconds(FilmOrder.read(place).seconds()).toNanos() / 1_000;
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
    new FilmRender(place).kill();
    return new CancelResult.Cancelled();
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
