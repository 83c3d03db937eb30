package dev.mediakeep.web;

import dev.mediakeep.error.MediakeepException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells one listener what comes, until there is nothing more to tell, or nobody to be told. */
final class EventWriter {
  /** When to come back after a connection has broken. */
  private static final String HELLO = "retry: 2000\n\n";

  private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Call call;
  private final EventStream stream;
  private final Duration heartbeat;

  EventWriter(Call call, EventStream stream, Duration heartbeat) {
    this.call = call;
    this.stream = stream;
    this.heartbeat = heartbeat;
  }

  /**
   * Answers the call.
   *
   * @param reset where the events begin, if not where the listener wanted: he knows of some that
   *     there are not, since the database is an older one
   */
  void write(Optional<Long> reset) throws IOException {
    OutputStream out = call.endless(Status.OK_200);
    out.write(hello(reset));
    out.flush();
    try {
      boolean isMore = true;
      while (isMore) {
        List<JobEvent> events = stream.next(heartbeat);
        isMore = !stream.isOver() && !stream.endsWith(events);
        if (isMore || !events.isEmpty()) {
          out.write(events.isEmpty() ? HEARTBEAT : textOf(events));
        }
      }
    } catch (MediakeepException e) {
      // The answer has begun, so all that can be said is that it is not complete.
      throw new CloseConnectionException("events cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] hello(Optional<Long> reset) {
    String first = reset.map(number -> "id: " + number + "\nevent: reset\ndata: {}\n\n").orElse("");
    return (HELLO + first).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] textOf(List<JobEvent> events) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    events.forEach(event -> event.writeTo(text));
    return text.toByteArray();
  }
}
