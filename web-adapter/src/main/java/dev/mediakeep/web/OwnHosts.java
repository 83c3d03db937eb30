package dev.mediakeep.web;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that the service goes by, as {@code Host} and {@code Origin} give them. */
final class OwnHosts {
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");
  private static final Pattern PORT_OF_SCHEME = Pattern.compile(":(80|443)?$");

  /** A name may end in a dot: it is then one that no search domain is added to. */
  private static final Pattern ROOT = Pattern.compile("\\.(?=$|:[0-9]*$)");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(0*:)*0*1]");

  private final String configured;
  private final Set<String> published;

  /**
   * Names beside those of the loopback addresses.
   *
   * @param configured what the service listens on
   * @param published what a proxy before it is reached by
   */
  OwnHosts(String configured, Collection<String> published) {
    this.configured = named(configured);
    this.published = published.stream().map(OwnHosts::published).collect(Collectors.toSet());
  }

  private static String named(String authority) {
    return ROOT.matcher(authority.toLowerCase(Locale.ROOT)).replaceFirst("");
  }

  private static String published(String authority) {
    return PORT_OF_SCHEME.matcher(named(authority)).replaceFirst("");
  }

  /** Whether a host is one of this machine, or what the service listens on; on whatever port. */
  boolean isLocal(String authority) {
    String host = PORT.matcher(named(authority)).replaceFirst("");
    return LOOPBACK.matcher(host).matches() || host.equals(configured);
  }

  /** Whether a host and its port are those of a proxy before the service. */
  boolean isPublished(String authority) {
    return !published.isEmpty() && published.contains(published(authority));
  }
}
