package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobQueue;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of jobs, as it happens. */
final class EventRoutes {
  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
  private static final Set<String> OF_JOB = Set.of("after");
  private static final Set<String> OF_ALL = Set.of("after", "owner");
  private static final Header EVENT_STREAM =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/event-stream");

  /** A cache, or a proxy that waits for more, would keep events back. */
  private static final Header UNCHANGED =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store, no-transform");

  private static final Header UNBUFFERED =
      HeaderValues.createCached(HeaderNames.create("X-Accel-Buffering"), "no");

  private static final long MOST = Long.MAX_VALUE;

  private final JobQueue jobs;
  private final LogTail tail;
  private final Guard listeners;
  private final Duration heartbeat;

  EventRoutes(JobQueue jobs, LogTail tail, Guard listeners, Duration heartbeat) {
    this.jobs = jobs;
    this.tail = tail;
    this.listeners = listeners;
    this.heartbeat = heartbeat;
  }

  List<Route> routing() {
    return List.of(
        Route.stream(JobPaths.ALL_EVENTS, OF_ALL, listeners, this::all),
        Route.stream(JobPaths.EVENTS, OF_JOB, listeners, this::ofJob));
  }

  /** Without a number it begins with what happens from now on. */
  private void all(Call call) throws IOException {
    Optional<OwnerId> owner = call.query().text("owner").map(OwnerId::new);
    Optional<Long> known = known(call);
    long last = jobs.lastEntry();
    long after = known.filter(number -> number <= last).orElse(last);
    follow(call, EventScope.of(owner), after, known.filter(number -> number > last).isPresent());
  }

  /** Without a number it begins with the job's first event. Nothing comes after the last one. */
  private void ofJob(Call call) throws IOException {
    JobId id = call.job();
    Job job = jobs.find(id).orElseThrow(() -> JobRoutes.absent(id));
    long last = jobs.lastEntry();
    Optional<Long> known = known(call);
    long after = known.filter(number -> number <= last).orElse(0L);
    if (job.state().kind().isFinal() && knowsAll(id, after)) {
      call.with(UNCHANGED).answer(Status.NO_CONTENT_204);
    } else {
      follow(call, EventScope.of(id), after, known.filter(number -> number > last).isPresent());
    }
  }

  private boolean knowsAll(JobId id, long after) {
    return jobs.listEntries(new EntryQuery(Optional.of(id), after, 1)).isEmpty();
  }

  /** The number of the last event that the listener has: what he says now goes first. */
  private static Optional<Long> known(Call call) {
    Optional<Long> asked =
        call.query().number("after").map(number -> Rules.inRange("after", number, 0, MOST));
    return call.header(LAST_EVENT_ID).map(EventRoutes::number).or(() -> asked);
  }

  private static long number(String header) {
    return Rules.inRange(
        LAST_EVENT_ID.defaultCase(),
        Fields.wholeNumber(LAST_EVENT_ID.defaultCase(), header.strip()),
        0,
        MOST);
  }

  private void follow(Call call, EventScope scope, long after, boolean isReset) throws IOException {
    call.with(EVENT_STREAM).with(UNCHANGED).with(UNBUFFERED);
    try (EventStream stream = tail.listen(scope, after)) {
      if (stream.isOver()) {
        throw new MediakeepException(ErrorCode.SERVICE_STOPPING, "the service is stopping");
      }
      call.onLeaving(stream::end);
      new EventWriter(call, stream, heartbeat)
          .write(isReset ? Optional.of(after) : Optional.empty());
    }
  }
}
