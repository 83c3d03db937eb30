package dev.mediakeep.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;

/** Gives every answer the headers that keep a browser from doing more with it than it should. */
final class SecurityHeaders implements Filter {
  private static final List<Header> ALL =
      List.of(
          HeaderValues.X_CONTENT_TYPE_OPTIONS_NOSNIFF,
          contentPolicy("default-src 'none'; frame-ancestors 'none'; sandbox"),
          HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
          HeaderValues.createCached("Referrer-Policy", "no-referrer"));

  /** The page policy of an answer that needs another one than this filter gives. */
  static Header contentPolicy(String policy) {
    return HeaderValues.createCached(HeaderNames.create("Content-Security-Policy"), policy);
  }

  static void addTo(ServerResponseHeaders headers) {
    ALL.forEach(headers::set);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    addTo(response.headers());
    chain.proceed();
  }
}
