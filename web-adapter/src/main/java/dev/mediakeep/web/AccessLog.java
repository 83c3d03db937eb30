package dev.mediakeep.web;

import static java.lang.System.Logger.Level.DEBUG;

import dev.mediakeep.error.Rules;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;

/** Writes a line for each request at level DEBUG: no query, which may hold a prompt. */
final class AccessLog implements Filter {
  private static final System.Logger LOG = System.getLogger("dev.mediakeep.web.access");

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (!LOG.isLoggable(DEBUG)) {
      chain.proceed();
      return;
    }
    long start = System.nanoTime();
    try {
      chain.proceed();
    } finally {
      log(request, response, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static void log(RoutingRequest request, RoutingResponse response, Duration took) {
    LOG.log(
        DEBUG,
        "{0} {1} {2} {3} bytes {4} ms",
        request.prologue().method().text(),
        Rules.quote(request.prologue().uriPath().path()),
        response.status().codeText(),
        Long.toString(response.bytesWritten()),
        Long.toString(took.toMillis()));
  }
}
