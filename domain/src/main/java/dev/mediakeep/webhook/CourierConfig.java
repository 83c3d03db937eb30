package dev.mediakeep.webhook;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.time.Duration;
import java.util.List;

/**
 * How messages are sent. By default ten tries over 24 hours (at once, and then after 10 s, 1 min, 5
 * min, 15 min, 40 min, 2 h, 4 h, 7 h and 10 h, each wait a tenth shorter or longer by chance), 64
 * at a time, of these 2 to one host and half to hosts that are not known to answer at once; after 5
 * failures in a row a host is left alone for 1 min, and twice as long each further time, up to 15
 * min; a look each second, 5 s for what is under way at the end, and nobody told.
 */
public final class CourierConfig {
  private static final List<Duration> DEFAULT_WAITS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(40),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(7),
          Duration.ofHours(10));
  private static final int MOST_TRIES = 100;
  private static final int MOST_AT_A_TIME = 1_000;
  private static final Duration LONGEST = Duration.ofDays(366);

  private final List<Duration> waits;
  private final int atATime;
  private final int atATimePerHost;
  private final int failuresToBreak;
  private final Duration shortestBreak;
  private final Duration longestBreak;
  private final Duration lookInterval;
  private final Duration closingTime;
  private final CourierListener listener;

  private CourierConfig(Builder builder) {
    waits = builder.waits;
    Rules.inRange("waits", waits.size(), 0, MOST_TRIES - 1);
    waits.forEach(wait -> inRange("waits", wait));
    atATime = (int) Rules.inRange("atATime", builder.atATime, 1, MOST_AT_A_TIME);
    atATimePerHost = (int) Rules.inRange("atATimePerHost", builder.atATimePerHost, 1, atATime);
    failuresToBreak =
        (int) Rules.inRange("failuresToBreak", builder.failuresToBreak, 1, Integer.MAX_VALUE);
    shortestBreak = inRange("shortestBreak", builder.shortestBreak);
    longestBreak = inRange("longestBreak", builder.longestBreak);
    lookInterval = inRange("lookInterval", builder.lookInterval);
    closingTime = inRange("closingTime", builder.closingTime);
    listener = new ToldCourierListener(builder.listener);
  }

  private static Duration inRange(String field, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new InvalidValueException(
          field, field + " must be " + Duration.ZERO + " to " + LONGEST + ", was " + value);
    }
    return value;
  }

  /** The defaults. */
  public static CourierConfig ofDefaults() {
    return builder().build();
  }

  /** A builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  List<Duration> waits() {
    return waits;
  }

  int atATime() {
    return atATime;
  }

  int atATimePerHost() {
    return atATimePerHost;
  }

  int failuresToBreak() {
    return failuresToBreak;
  }

  Duration shortestBreak() {
    return shortestBreak;
  }

  Duration longestBreak() {
    return longestBreak;
  }

  Duration lookInterval() {
    return lookInterval;
  }

  Duration closingTime() {
    return closingTime;
  }

  CourierListener listener() {
    return listener;
  }

  /** Collects a configuration. Not thread-safe. */
  public static final class Builder {
    private List<Duration> waits = DEFAULT_WAITS;
    private long atATime = 64;
    private long atATimePerHost = 2;
    private long failuresToBreak = 5;
    private Duration shortestBreak = Duration.ofMinutes(1);
    private Duration longestBreak = Duration.ofMinutes(15);
    private Duration lookInterval = Duration.ofSeconds(1);
    private Duration closingTime = Duration.ofSeconds(5);
    private CourierListener listener = new NobodyTold();

    private Builder() {}

    /** How long it waits after each try but the last: one fewer than there are tries. */
    public Builder waits(List<Duration> betweenTries) {
      waits = List.copyOf(betweenTries);
      return this;
    }

    /** How many messages are under way at the same time, 1 to 1,000. */
    public Builder atATime(long most) {
      atATime = most;
      return this;
    }

    /** How many of these go to one host. */
    public Builder atATimePerHost(long most) {
      atATimePerHost = most;
      return this;
    }

    /** After how many failures of a host in a row it is left alone for a while. */
    public Builder failuresToBreak(long failures) {
      failuresToBreak = failures;
      return this;
    }

    /** How long it is left alone the first time, and at most. */
    public Builder breaks(Duration shortest, Duration longest) {
      shortestBreak = shortest;
      longestBreak = longest;
      return this;
    }

    /** How long it waits at most until it looks for due messages again. */
    public Builder lookInterval(Duration interval) {
      lookInterval = interval;
      return this;
    }

    /** How long closing waits for what is under way; the rest is sent again at the next start. */
    public Builder closingTime(Duration longest) {
      closingTime = longest;
      return this;
    }

    /** Who is told how sending goes. */
    public Builder listener(CourierListener told) {
      listener = told;
      return this;
    }

    /**
     * The configuration as collected.
     *
     * @throws InvalidValueException when a field breaks its rule
     */
    public CourierConfig build() {
      return new CourierConfig(this);
    }
  }

  private record NobodyTold() implements CourierListener {
    @Override
    public void tried(Delivery after) {}

    @Override
    public void givenUp(String host, long messages) {}

    @Override
    public void failed(Throwable cause) {}
  }
}
