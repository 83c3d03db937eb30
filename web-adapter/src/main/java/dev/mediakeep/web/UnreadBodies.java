package dev.mediakeep.web;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * Sees to it that what is left of a refused body is never taken for the next request. The rest is
 * read and thrown away, so that the sender comes to read the answer; where it is too much, or takes
 * longer than {@link Pace#rest}, the connection ends.
 */
final class UnreadBodies implements Filter {
  /** More than this is not read for the sake of its sender. */
  static final long MAX_DISCARDED_BYTES = 64_000_000;

  private static final int BUFFER_BYTES = 32_768;

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Opened opened = new Opened();
    request.streamFilter(opened::keep);
    chain.proceed();
    if (!request.content().consumed() && !discard(request, opened)) {
      throw new CloseConnectionException("the rest of a body was not read");
    }
    if (response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("the answer ended the connection");
    }
  }

  /** Announces that the connection ends with this answer, where its request was not read. */
  static void announce(ServerRequest request, ServerResponse response) {
    if (!request.content().consumed()) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
  }

  private static boolean discard(ServerRequest request, Opened opened) {
    if (!request.continueSent()) {
      return false; // the sender waits for leave to send, and will not get it
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream rest = new RequestBody(() -> opened.orOpen(request));
      long discarded = 0;
      while (discarded < MAX_DISCARDED_BYTES) {
        int count = rest.read(buffer);
        if (count < 0) {
          return true;
        }
        discarded += count;
      }
      return false;
    } catch (IOException e) {
      return false; // the sender is gone, or no longer speaks HTTP
    }
  }

  /** The stream of a body once somebody has asked for it. */
  private static final class Opened {
    private InputStream stream = InputStream.nullInputStream();
    private boolean opened;

    InputStream keep(InputStream body) {
      opened = true;
      stream = body;
      return body;
    }

    InputStream orOpen(ServerRequest request) {
      return opened ? stream : request.content().inputStream();
    }
  }
}
