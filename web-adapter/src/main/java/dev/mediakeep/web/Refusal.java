package dev.mediakeep.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.RequestException;
import io.helidon.http.Status;

/** Refusals of requests that no route gets to see, in a form that the server answers with. */
final class Refusal {
  /** The kind by which they are told from the server's own. */
  static final DirectHandler.EventType KIND = DirectHandler.EventType.OTHER;

  private Refusal() {}

  /**
   * What ends the request and its connection.
   *
   * @param message the rule that is broken and the value that breaks it
   */
  static RequestException of(Status status, String message) {
    return builder(status, message).build();
  }

  /** The same with a header that says what would do. */
  static RequestException of(Status status, String message, Header header) {
    return builder(status, message).header(header).build();
  }

  private static RequestException.Builder builder(Status status, String message) {
    return RequestException.builder()
        .type(KIND)
        .status(status)
        .message(message)
        .setKeepAlive(false);
  }
}
