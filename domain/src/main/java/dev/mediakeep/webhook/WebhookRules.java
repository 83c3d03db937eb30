package dev.mediakeep.webhook;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.net.IpPrefix;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Where messages may be sent to. By default by https only, to port 443, and only to hosts all of
 * whose addresses can be reached from everywhere, so that nobody can have the service speak to its
 * own network.
 */
public final class WebhookRules {
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final int MAX_PORT = 65_535;

  private final boolean allowsHttp;
  private final Set<Integer> ports;
  private final ReceiverList receivers;

  private WebhookRules(Builder builder) {
    allowsHttp = builder.allowsHttp;
    ports = builder.ports;
    ports.forEach(port -> Rules.inRange("ports", port, 1, MAX_PORT));
    receivers = builder.receivers;
  }

  /** The defaults. */
  public static WebhookRules ofDefaults() {
    return builder().build();
  }

  /** A builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Why nothing is sent to such a URL, whatever its host leads to; empty where it may be. */
  public Optional<Problem> refuse(WebhookUrl url) {
    if (!url.isSecure() && !allowsHttp) {
      return refused("must be of https");
    }
    boolean isUsual = url.port() == (url.isSecure() ? HTTPS_PORT : HTTP_PORT);
    if (!isUsual && !ports.contains(url.port())) {
      return refused("must be on a port that is allowed, was on " + url.port());
    }
    return IpPrefix.parseAddress(url.host())
        .flatMap(address -> refuse(url.host(), address))
        .flatMap(WebhookRules::refused);
  }

  private static Optional<Problem> refused(String rule) {
    return Optional.of(
        Problem.of(ErrorCode.WEBHOOK_REFUSED, "webhook " + rule).withField("webhook"));
  }

  /** That nothing is sent to anybody. */
  public static Problem off() {
    return Problem.of(
            ErrorCode.WEBHOOK_REFUSED, "webhook must be left out, as none are sent from here")
        .withField("webhook");
  }

  /**
   * Why nothing is sent to an address that a host leads to; empty where it may be. The address
   * itself is not told: who asked may not know it.
   */
  public Optional<String> refuse(String host, InetAddress address) {
    return receivers.contains(host, address)
        ? Optional.empty()
        : SpecialAddresses.purpose(address)
            .map(purpose -> "must lead to addresses on the internet only, leads to " + purpose);
  }

  /** Collects rules. Not thread-safe. */
  public static final class Builder {
    private boolean allowsHttp;
    private Set<Integer> ports = Set.of();
    private ReceiverList receivers = ReceiverList.NONE;

    private Builder() {}

    /** Allows http, which anybody on the way can read, on port 80. */
    public Builder http(boolean allowed) {
      allowsHttp = allowed;
      return this;
    }

    /** Allows these ports beside the usual ones. */
    public Builder ports(Set<Integer> allowed) {
      ports = Set.copyOf(allowed);
      return this;
    }

    /** Allows these receivers, wherever they are. */
    public Builder receivers(ReceiverList allowed) {
      receivers = allowed;
      return this;
    }

    /**
     * The rules as collected.
     *
     * @throws InvalidValueException when a port is none
     */
    public WebhookRules build() {
      return new WebhookRules(this);
    }
  }
}
