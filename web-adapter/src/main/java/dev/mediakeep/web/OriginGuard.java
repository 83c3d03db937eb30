package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Rules;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that would change something on behalf of a foreign web page (cross-site request
 * forgery). A browser says where such a request comes from; what says nothing is no browser.
 */
final class OriginGuard implements Filter {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
  private static final String SCHEME_END = "://";

  private final OwnHosts hosts;

  OriginGuard(OwnHosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (!READING.contains(request.prologue().method())) {
      requireOwn(request.headers());
    }
    chain.proceed();
  }

  private void requireOwn(ServerRequestHeaders headers) {
    Optional<String> site = headers.value(FETCH_SITE);
    if (site.isPresent()) {
      require(OWN_SITE.contains(site.get()), "site", site.get());
      return;
    }
    String own = SCHEME_END + headers.value(HeaderNames.HOST).orElse("");
    headers
        .value(HeaderNames.ORIGIN)
        .ifPresent(
            origin -> require(origin.endsWith(own) || isPublished(origin), "origin", origin));
  }

  /** Also where the proxy names another host to the service than the one it is reached by. */
  private boolean isPublished(String origin) {
    int scheme = origin.indexOf(SCHEME_END);
    return scheme >= 0 && hosts.isPublished(origin.substring(scheme + SCHEME_END.length()));
  }

  private static void require(boolean own, String what, String value) {
    if (!own) {
      throw new MediakeepException(
          ErrorCode.ORIGIN_FORBIDDEN,
          what + " of a change must be the service's own, was " + Rules.quote(value));
    }
  }
}
