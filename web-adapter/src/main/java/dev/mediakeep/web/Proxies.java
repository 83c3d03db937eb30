package dev.mediakeep.web;

import static java.lang.System.Logger.Level.WARNING;

import dev.mediakeep.net.IpPrefix;
import dev.mediakeep.net.IpPrefixList;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reverse proxies that are believed where they say whom they speak for. Each proxy appends to
 * {@code X-Forwarded-For} the address that it was called from, so the list is walked from its end:
 * who is no trusted proxy is the caller, and whatever he wrote before himself is not looked at.
 * From anybody else than a trusted proxy, the header is not looked at either. Thread-safe.
 */
final class Proxies {
  private static final System.Logger LOG = System.getLogger(Proxies.class.getName());

  /** An address, with a port perhaps, and then in brackets where it has colons. */
  private static final Pattern HOP =
      Pattern.compile("(?<v4>[0-9.]+)(:[0-9]{1,5})?|\\[(?<v6>[0-9A-Fa-f:.]+)](:[0-9]{1,5})?");

  private final IpPrefixList trusted;
  private final AtomicBoolean hasWarned = new AtomicBoolean();

  Proxies(IpPrefixList trusted) {
    this.trusted = trusted;
  }

  /**
   * Where a call comes from.
   *
   * @param forwardedFor the header; several lines of it are one list
   * @return the address of the socket where the header says nothing that could be believed
   */
  CallerAddress callerOf(SocketAddress socket, Optional<String> forwardedFor) {
    if (forwardedFor.isEmpty()
        || !(socket instanceof InetSocketAddress internet)
        || internet.getAddress() == null) {
      return CallerAddress.of(socket);
    }
    if (!trusted.contains(internet.getAddress())) {
      warn(internet.getAddress());
      return CallerAddress.of(socket);
    }
    return lastUntrusted(forwardedFor.get())
        .map(CallerAddress::of)
        .orElseGet(() -> CallerAddress.of(socket));
  }

  private Optional<InetAddress> lastUntrusted(String header) {
    List<String> hops = Arrays.asList(header.split(",", -1)).reversed();
    Optional<InetAddress> caller = Optional.empty();
    for (String hop : hops) {
      caller = addressIn(hop.strip());
      if (caller.isEmpty() || !trusted.contains(caller.get())) {
        return caller;
      }
    }
    return caller;
  }

  private static Optional<InetAddress> addressIn(String hop) {
    Matcher form = HOP.matcher(hop);
    if (!form.matches()) {
      return IpPrefix.parseAddress(hop);
    }
    return IpPrefix.parseAddress(form.group("v4") == null ? form.group("v6") : form.group("v4"));
  }

  private void warn(InetAddress proxy) {
    if (hasWarned.compareAndSet(false, true)) {
      LOG.log(
          WARNING,
          "X-Forwarded-For from {0} is ignored, and all who come by way of it count as one: where that"
              + " is a reverse proxy of yours, name it in trusted-proxies",
          proxy.getHostAddress());
    }
  }
}
