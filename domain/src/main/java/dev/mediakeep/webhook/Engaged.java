package dev.mediakeep.webhook;

import java.util.Set;

/**
 * To whom and for whom nothing more is sent at the moment.
 *
 * @param hosts that messages would go to
 * @param addresses that they were asked for from
 * @param askers who asked for them
 */
public record Engaged(Set<String> hosts, Set<String> addresses, Set<Asker> askers) {
  /** Nobody. */
  public static final Engaged NONE = new Engaged(Set.of(), Set.of(), Set.of());

  public Engaged {
    hosts = Set.copyOf(hosts);
    addresses = Set.copyOf(addresses);
    askers = Set.copyOf(askers);
  }

  /** Whether a message is held back by it. */
  public boolean holds(WebhookMessage message) {
    return hosts.contains(message.url().host())
        || addresses.contains(message.asker().address())
        || askers.contains(message.asker());
  }
}
