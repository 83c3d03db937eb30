package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.MediaLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds the files that a walk finds, several at a time, so that their commits share what a commit
 * costs. A file that is refused does not stop the others; a store that fails does.
 */
final class AddRun {
  /** Enough to fill a group commit, few enough to leave the disk its order. */
  private static final int IN_FLIGHT = 32;

  private final MediaLibrary library;
  private final AddOrder order;
  private final StopSignal stop;
  private final Progress progress;
  private final AddTally tally = new AddTally();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  AddRun(MediaLibrary library, AddOrder order, StopSignal stop, Progress progress) {
    this.library = library;
    this.order = order;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Adds what the walk finds, and returns when nothing is under way any more.
   *
   * @param lines is told what becomes of each file, one at a time
   */
  void addAll(FileWalk walk, Consumer<FileOutcome> lines) {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      walk.walk(new Crew(workers, lines));
    }
    progress.hide();
  }

  /** The counts of what was added. */
  AddTally tally() {
    return tally;
  }

  /** What stopped the run; empty when nothing did. */
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }

  private FileOutcome take(FileWalk.Found found) {
    Path file = found.file();
    try (InputStream opened = Files.newInputStream(file);
        WatchedSource source = new WatchedSource(opened, progress::read, stop)) {
      FileOutcome outcome = outcomeOf(found, source);
      progress.read(Math.max(0, found.bytes() - source.bytes()));
      return outcome;
    } catch (IOException e) {
      return new FileOutcome.Refused(file, FileWalk.unreadable(e));
    }
  }

  private FileOutcome outcomeOf(FileWalk.Found found, WatchedSource source) {
    Path file = found.file();
    try {
      return switch (library.add(order.requestFor(found), source)) {
        case AddResult.Added(var media) ->
            new FileOutcome.Added(file, media.blob().sizeBytes(), media.id());
        case AddResult.Existing(var media) -> new FileOutcome.Existing(file, media.id());
        case AddResult.Refused(var problem) -> new FileOutcome.Refused(file, problem);
      };
    } catch (MediakeepException e) {
      if (e.code() != ErrorCode.UPLOAD_INTERRUPTED) {
        throw e;
      }
      return brokenOff(file, source.fault().orElseThrow(() -> e));
    }
  }

  private static FileOutcome brokenOff(Path file, IOException fault) {
    return fault instanceof InterruptedIOException
        ? new FileOutcome.Interrupted(file)
        : new FileOutcome.Refused(file, FileWalk.unreadable(fault));
  }

  /** Hands what a walk finds to workers, and takes their outcomes in one after the other. */
  private final class Crew implements FileWalk.Visitor {
    private final ExecutorService workers;
    private final Consumer<FileOutcome> lines;
    private final Semaphore slots = new Semaphore(IN_FLIGHT);

    Crew(ExecutorService workers, Consumer<FileOutcome> lines) {
      this.workers = workers;
      this.lines = lines;
    }

    @Override
    public void found(FileWalk.Found found) {
      slots.acquireUninterruptibly();
      workers.execute(() -> {
        try {
          left(take(found));
        } catch (RuntimeException e) { // of any kind: it ends the run, whose caller reports it
          failure.compareAndSet(null, e);
        } finally {
          slots.release();
        }
      });
    }

    @Override
    public synchronized void left(FileOutcome outcome) {
      tally.count(outcome);
      lines.accept(outcome);
      if (!(outcome instanceof FileOutcome.Skipped)) {
        progress.fileDone();
      }
    }

    @Override
    public boolean wantsMore() {
      return !stop.isGiven() && failure.get() == null;
    }
  }
}
