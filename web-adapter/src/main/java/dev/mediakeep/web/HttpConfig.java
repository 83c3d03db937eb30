package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.net.IpPrefixList;
import java.time.Duration;
import java.util.List;

/**
 * Where the service listens and how much it takes. By default 127.0.0.1:8080, 4,096 connections,
 * 256 requests and 64 uploads at a time that wait up to 5 s for their turn, 2,000 streams of events
 * with a sign of life each 15 s, 1,000 workers that wait for jobs, media files of 2 GB, JSON bodies
 * of 1 MB, headers of 16 KB, connections that idle for 60 s, 10 s for a request's head, 30 s
 * without progress, and 20 s to finish when it stops.
 */
public final class HttpConfig {
  /** What a form around a file may take, beside the file. */
  static final long FORM_SLACK_BYTES = 2_000_000;

  private static final int MAX_PORT = 65_535;
  private static final int MAX_COUNT = 1_000_000;
  private static final int MIN_HEADER_BYTES = 1_024;
  private static final int MAX_BUFFER_BYTES = 16 << 20;

  private final String host;
  private final int port;
  private final List<String> publicHosts;
  private final IpPrefixList trustedProxies;
  private final int maxConnections;
  private final int maxRequests;
  private final int maxUploads;
  private final int maxListeners;
  private final int maxPolls;
  private final long maxUploadBytes;
  private final int maxJsonBytes;
  private final int maxHeaderBytes;
  private final Duration patience;
  private final Duration idleTimeout;
  private final Duration headTimeout;
  private final Duration stallTimeout;
  private final Duration heartbeat;
  private final Duration grace;

  private HttpConfig(Builder builder) {
    host = Rules.name("host", builder.host, 255);
    port = (int) Rules.inRange("port", builder.port, 0, MAX_PORT);
    publicHosts = List.copyOf(builder.publicHosts);
    publicHosts.forEach(name -> Rules.name("publicHosts", name, 255));
    trustedProxies = builder.trustedProxies;
    maxConnections = (int) Rules.inRange("maxConnections", builder.maxConnections, 1, MAX_COUNT);
    maxRequests = (int) Rules.inRange("maxRequests", builder.maxRequests, 1, MAX_COUNT);
    maxUploads = (int) Rules.inRange("maxUploads", builder.maxUploads, 1, MAX_COUNT);
    maxListeners = (int) Rules.inRange("maxListeners", builder.maxListeners, 1, MAX_COUNT);
    maxPolls = (int) Rules.inRange("maxPolls", builder.maxPolls, 1, MAX_COUNT);
    maxUploadBytes =
        Rules.inRange("maxUploadBytes", builder.maxUploadBytes, 1, Long.MAX_VALUE >> 1);
    maxJsonBytes = (int) Rules.inRange("maxJsonBytes", builder.maxJsonBytes, 1, MAX_BUFFER_BYTES);
    maxHeaderBytes =
        (int)
            Rules.inRange(
                "maxHeaderBytes", builder.maxHeaderBytes, MIN_HEADER_BYTES, MAX_BUFFER_BYTES);
    patience = notNegative("patience", builder.patience);
    idleTimeout = positive("idleTimeout", builder.idleTimeout);
    headTimeout = positive("headTimeout", builder.headTimeout);
    stallTimeout = positive("stallTimeout", builder.stallTimeout);
    heartbeat = positive("heartbeat", builder.heartbeat);
    grace = notNegative("grace", builder.grace);
  }

  private static Duration positive(String field, Duration value) {
    if (value.isZero()) {
      throw new InvalidValueException(field, field + " must be longer than nothing");
    }
    return notNegative(field, value);
  }

  private static Duration notNegative(String field, Duration value) {
    if (value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new InvalidValueException(field, field + " must be at most a day, was " + value);
    }
    return value;
  }

  public static HttpConfig ofDefaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  List<String> publicHosts() {
    return publicHosts;
  }

  IpPrefixList trustedProxies() {
    return trustedProxies;
  }

  int maxConnections() {
    return maxConnections;
  }

  int maxRequests() {
    return maxRequests;
  }

  int maxUploads() {
    return maxUploads;
  }

  int maxListeners() {
    return maxListeners;
  }

  int maxPolls() {
    return maxPolls;
  }

  Duration heartbeat() {
    return heartbeat;
  }

  /** The most bytes that the body of any request may have. */
  long maxBodyBytes() {
    return maxUploadBytes + FORM_SLACK_BYTES;
  }

  int maxJsonBytes() {
    return maxJsonBytes;
  }

  int maxHeaderBytes() {
    return maxHeaderBytes;
  }

  Duration patience() {
    return patience;
  }

  Duration idleTimeout() {
    return idleTimeout;
  }

  Duration headTimeout() {
    return headTimeout;
  }

  Duration stallTimeout() {
    return stallTimeout;
  }

  Duration grace() {
    return grace;
  }

  /** Collects a configuration. Not thread-safe. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port = 8_080;
    private List<String> publicHosts = List.of();
    private IpPrefixList trustedProxies = IpPrefixList.NONE;
    private int maxConnections = 4_096;
    private int maxRequests = 256;
    private int maxUploads = 64;
    private int maxListeners = 2_000;
    private int maxPolls = 1_000;
    private long maxUploadBytes = 2_000_000_000;
    private int maxJsonBytes = 1_000_000;
    private int maxHeaderBytes = 16_384;
    private Duration patience = Duration.ofSeconds(5);
    private Duration idleTimeout = Duration.ofSeconds(60);
    private Duration headTimeout = Duration.ofSeconds(10);
    private Duration stallTimeout = Duration.ofSeconds(30);
    private Duration heartbeat = Duration.ofSeconds(15);
    private Duration grace = Duration.ofSeconds(20);

    private Builder() {}

    /**
     * The address or name to listen on. On a loopback address, only requests that name a loopback
     * host, or this one, are answered, so that no web page can reach the service through a name of
     * its own.
     */
    public Builder host(String nameOrAddress) {
      host = nameOrAddress;
      return this;
    }

    /** The port to listen on; 0 for any that is free. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /**
     * The names that a reverse proxy before the service is reached by, each with a port where it is
     * not that of its scheme. Requests that name one are answered also on a loopback address, and
     * changes by pages that come from one are made. By default none.
     */
    public Builder publicHosts(List<String> names) {
      publicHosts = List.copyOf(names);
      return this;
    }

    /**
     * The reverse proxies whose {@code X-Forwarded-For} is believed, so that limits of an address
     * count the callers behind them. By default none: then a proxy counts as one caller.
     */
    public Builder trustedProxies(IpPrefixList addresses) {
      trustedProxies = addresses;
      return this;
    }

    /** The most connections that are open at a time; further ones wait to be accepted. */
    public Builder maxConnections(int most) {
      maxConnections = most;
      return this;
    }

    /** The most requests under way at a time, without uploads and health checks. */
    public Builder maxRequests(int most) {
      maxRequests = most;
      return this;
    }

    /** The most uploads under way at a time. */
    public Builder maxUploads(int most) {
      maxUploads = most;
      return this;
    }

    /** The most streams of events that are open at a time; half as many from one address. */
    public Builder maxListeners(int most) {
      maxListeners = most;
      return this;
    }

    /** The most workers that wait for jobs at a time; half as many from one address. */
    public Builder maxPolls(int most) {
      maxPolls = most;
      return this;
    }

    /** After how long a silence a stream of events gives a sign of life. */
    public Builder heartbeat(Duration silence) {
      heartbeat = silence;
      return this;
    }

    /** The most bytes of a media file, as the library's limits say. */
    public Builder maxUploadBytes(long most) {
      maxUploadBytes = most;
      return this;
    }

    /** The most bytes of a JSON body. */
    public Builder maxJsonBytes(int most) {
      maxJsonBytes = most;
      return this;
    }

    /** The most bytes of a request's headers. */
    public Builder maxHeaderBytes(int most) {
      maxHeaderBytes = most;
      return this;
    }

    /** How long a request waits for its turn before it is refused as one too many. */
    public Builder patience(Duration longest) {
      patience = longest;
      return this;
    }

    /** How long a connection may wait for its next request. */
    public Builder idleTimeout(Duration longest) {
      idleTimeout = longest;
      return this;
    }

    /** How long a request's line and headers may take to come in. */
    public Builder headTimeout(Duration longest) {
      headTimeout = longest;
      return this;
    }

    /** How long the other side may neither send nor take a byte. */
    public Builder stallTimeout(Duration longest) {
      stallTimeout = longest;
      return this;
    }

    /** How long {@link HttpService#close} waits for requests under way. */
    public Builder grace(Duration longest) {
      grace = longest;
      return this;
    }

    /**
     * The configuration as collected.
     *
     * @throws InvalidValueException when a value is out of its range
     */
    public HttpConfig build() {
      return new HttpConfig(this);
    }
  }
}
