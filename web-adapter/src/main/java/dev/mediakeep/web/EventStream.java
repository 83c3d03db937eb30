package dev.mediakeep.web;

import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;

/**
 * What one listener is told. Its fields belong to the tail that it was begun at; its methods are
 * called by the listener's own thread.
 */
final class EventStream implements AutoCloseable {
  private static final int READ_AT_A_TIME = 100;

  /** So much of the log of all jobs is looked through at a time for those of one owner. */
  private static final long SLICE = 50_000;

  final EventScope scope;
  final Condition news;
  long position;
  boolean isOver;

  private final LogTail tail;
  private final JobQueue jobs;

  EventStream(LogTail tail, JobQueue jobs, EventScope scope, Condition news, long position) {
    this.tail = tail;
    this.jobs = jobs;
    this.scope = scope;
    this.news = news;
    this.position = position;
  }

  /** The events that come next; none when there were none for so long, or when it is over. */
  List<JobEvent> next(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    List<JobEvent> events = List.of();
    boolean isMore = true;
    while (events.isEmpty() && isMore) {
      switch (tail.next(this, deadline - System.nanoTime())) {
        case LogTail.Step.Tell(List<JobEvent> told) -> {
          events = told;
          isMore = false;
        }
        case LogTail.Step.Read(long upTo) -> events = read(upTo);
      }
    }
    return events;
  }

  private List<JobEvent> read(long end) {
    long upTo = scope.job().isPresent() ? end : Math.min(end, position + SLICE);
    List<JobEntry> lines = jobs.listEntries(scope.after(position, upTo, READ_AT_A_TIME));
    tail.advance(this, lines.size() < READ_AT_A_TIME ? upTo : lines.getLast().number());
    return lines.stream().map(JobEvent::of).toList();
  }

  /** Whether nothing comes after these events, as far as anybody knows now. */
  boolean endsWith(List<JobEvent> events) {
    return !events.isEmpty()
        && events.getLast().isFinal()
        && scope
            .job()
            .flatMap(jobs::find)
            .map(job -> job.state().kind())
            .filter(JobState.Kind::isFinal)
            .isPresent();
  }

  /** Wakes the listener's thread for the last time. May be called from any thread. */
  void end() {
    tail.end(this);
  }

  boolean isOver() {
    return tail.isOver(this);
  }

  @Override
  public void close() {
    tail.forget(this);
  }
}
