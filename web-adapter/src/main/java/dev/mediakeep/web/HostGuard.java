package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Rules;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses requests that name a foreign host while the service listens on loopback only: a web page
 * can point a name of its own at 127.0.0.1 and would then count as our own page (DNS rebinding).
 */
final class HostGuard implements Filter {
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(0*:)*0*1]");

  private final String configured;
  private final boolean loopback;

  HostGuard(String configured, boolean loopback) {
    this.configured = configured.toLowerCase(Locale.ROOT);
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
    String host = PORT.matcher(authority).replaceFirst("").toLowerCase(Locale.ROOT);
    if (!LOOPBACK.matcher(host).matches() && !host.equals(configured)) {
      throw new MediakeepException(
          ErrorCode.HOST_FORBIDDEN,
          "host must be a loopback name while the service listens on loopback, was "
              + Rules.quote(authority));
    }
  }
}
