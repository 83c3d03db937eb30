package dev.mediakeep.examples;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The process that renders an operation of {@link FfmpegProvider}: a shell, and ffmpeg below it.
 *
 * @param operation the operation's folder
 */
record FilmRender(Path operation) {
  /*
   * The mark "cancelled" is looked for again when the pid can be read: who makes the mark kills
   * what has that pid, and where he comes too early to find it, this finds his mark.
   */
  private static final String SCRIPT =
      """
      [ -e cancelled ] && exit 0
      mkdir running 2> /dev/null || exit 0
      echo $$ > running/pid
      [ -e cancelled ] && exit 0
      if ffmpeg "$@" < /dev/null > /dev/null 2> log
      then mv film.part.mp4 film.mp4
      else echo failed > failed
      fi
      """;

  private static final Duration SLOW_START = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 50;

  /** Starts it, unless somebody did before. */
  void start() throws IOException {
    if (!Files.exists(operation.resolve("running"))) {
      command().start();
    }
  }

  /** What starts it. */
  ProcessBuilder command() throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    command.addAll(FilmOrder.read(operation).arguments("film.part.mp4"));
    return new ProcessBuilder(command)
        .directory(operation.toFile())
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD);
  }

  /** Whether it runs, or has just been started. */
  boolean isRunning(Instant now) throws IOException {
    if (shell().isPresent()) {
      return true;
    }
    Path pid = pid();
    boolean isStarting = !Files.exists(pid) || Files.size(pid) == 0;
    Instant since = Files.getLastModifiedTime(operation).toInstant();
    return isStarting && now.isBefore(since.plus(SLOW_START));
  }

  private Path pid() {
    return operation.resolve("running").resolve("pid");
  }

  /** The process of that number, unless it is another one that got the number later. */
  private Optional<ProcessHandle> shell() throws IOException {
    Path pid = pid();
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

  /** Returns when it has ended, so that nothing is written in the folder any more. */
  void kill() throws IOException {
    shell().ifPresent(FilmRender::kill);
  }

  /** What is below the shell, until it ends by itself: it could start more after it was asked. */
  private static void kill(ProcessHandle shell) {
    while (shell.isAlive()) {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.onExit().completeOnTimeout(shell, LOOK_MILLIS, TimeUnit.MILLISECONDS).join();
    }
  }
}
