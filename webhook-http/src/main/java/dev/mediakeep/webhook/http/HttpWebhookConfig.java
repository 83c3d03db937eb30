package dev.mediakeep.webhook.http;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.webhook.WebhookRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How webhooks are sent. By default to where {@link WebhookRules#ofDefaults} allows, with 5 s to
 * connect and 15 s in all, to receivers whose certificates the JVM trusts.
 */
public final class HttpWebhookConfig {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final WebhookRules rules;
  private final Duration connectTimeout;
  private final Duration timeout;
  private final Optional<SSLContext> tls;
  private final InstantSource clock;

  private HttpWebhookConfig(Builder builder) {
    rules = builder.rules;
    connectTimeout = inRange("connectTimeout", builder.connectTimeout);
    timeout = inRange("timeout", builder.timeout);
    tls = builder.tls;
    clock = builder.clock;
  }

  private static Duration inRange(String field, Duration value) {
    Rules.inRange(field + " in ms", value.toMillis(), SHORTEST.toMillis(), LONGEST.toMillis());
    return value;
  }

  /** A builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  WebhookRules rules() {
    return rules;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration timeout() {
    return timeout;
  }

  Optional<SSLContext> tls() {
    return tls;
  }

  InstantSource clock() {
    return clock;
  }

  /** Collects a configuration. Not thread-safe. */
  public static final class Builder {
    private WebhookRules rules = WebhookRules.ofDefaults();
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration timeout = Duration.ofSeconds(15);
    private Optional<SSLContext> tls = Optional.empty();
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /** Where messages may go. */
    public Builder rules(WebhookRules allowed) {
      rules = allowed;
      return this;
    }

    /** How long it takes at most to reach one of the addresses of a host. */
    public Builder connectTimeout(Duration longest) {
      connectTimeout = longest;
      return this;
    }

    /** How long sending takes at most, from looking up the host to the end of the answer. */
    public Builder timeout(Duration longest) {
      timeout = longest;
      return this;
    }

    /** Whose certificates are trusted, where it is not those that the JVM trusts. */
    public Builder tls(SSLContext context) {
      tls = Optional.of(context);
      return this;
    }

    /** The time that a date in {@code Retry-After} is counted from. */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /**
     * The configuration as collected.
     *
     * @throws InvalidValueException when a field breaks its rule
     */
    public HttpWebhookConfig build() {
      return new HttpWebhookConfig(this);
    }
  }
}
