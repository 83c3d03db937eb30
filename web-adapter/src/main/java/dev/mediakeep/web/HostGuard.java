package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Rules;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Refuses requests that name a foreign host while the service listens on loopback only: a web page
 * can point a name of its own at 127.0.0.1 and would then count as our own page (DNS rebinding).
 */
final class HostGuard implements Filter {
  private final OwnHosts hosts;
  private final boolean loopback;

  HostGuard(OwnHosts hosts, boolean loopback) {
    this.hosts = hosts;
    this.loopback = loopback;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (loopback) {
      require(request.headers().value(HeaderNames.HOST).orElse(""));
    }
    chain.proceed();
  }

  private void require(String authority) {
    if (!hosts.isLocal(authority) && !hosts.isPublished(authority)) {
      throw new MediakeepException(
          ErrorCode.HOST_FORBIDDEN,
          "host must be a loopback or public name while the service listens on loopback, was "
              + Rules.quote(authority));
    }
  }
}
