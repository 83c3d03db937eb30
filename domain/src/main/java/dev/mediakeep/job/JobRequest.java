package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked for. By default priority 5, cost 1, no parameters, at once, at most 30 minutes of
 * work, nobody told of its end.
 */
public final class JobRequest {
  public static final int MAX_PRIORITY = 9;

  private static final int DEFAULT_PRIORITY = 5;
  private static final long MAX_COST = 1_000_000_000;
  private static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(30);
  private static final Duration MAX_TIME_LIMIT = Duration.ofDays(1);
  private static final int MAX_ADDRESS_CHARS = 64;

  private final OwnerId owner;
  private final Lane lane;
  private final int priority;
  private final long cost;
  private final JsonObject parameters;
  private final Optional<Instant> notBefore;
  private final Duration timeLimit;
  private final Optional<String> address;
  private final Optional<WebhookUrl> webhook;

  private JobRequest(Builder builder) {
    owner = builder.owner;
    lane = builder.lane;
    priority = (int) Rules.inRange("priority", builder.priority, 0, MAX_PRIORITY);
    cost = Rules.inRange("cost", builder.cost, 1, MAX_COST);
    parameters = builder.parameters;
    notBefore = builder.notBefore.map(JobRequest::requireStart);
    timeLimit = requireLimit(builder.timeLimit);
    address = builder.address;
    webhook = builder.webhook;
    address.ifPresent(text -> Rules.name("address", text, MAX_ADDRESS_CHARS));
  }

  private static Instant requireStart(Instant start) {
    if (start.isBefore(Instant.EPOCH)) {
      throw new InvalidValueException(
          "notBefore", "notBefore must be a time from 1970 on, was " + start);
    }
    return start;
  }

  private static Duration requireLimit(Duration limit) {
    if (limit.toMillis() < 1_000 || limit.compareTo(MAX_TIME_LIMIT) > 0) {
      throw new InvalidValueException("timeLimit", "timeLimit must be 1 s to 24 h, was " + limit);
    }
    return limit;
  }

  public static Builder builder(OwnerId owner, Lane lane) {
    return new Builder(owner, lane);
  }

  public OwnerId owner() {
    return owner;
  }

  public Lane lane() {
    return lane;
  }

  /** 0 to 9; the larger goes first among its owner's jobs. */
  public int priority() {
    return priority;
  }

  /** What it will cost as far as is known, in the smallest unit of any currency: 1 to 10^9. */
  public long cost() {
    return cost;
  }

  /** What the provider is told. */
  public JsonObject parameters() {
    return parameters;
  }

  /**
   * When it may start, in whole milliseconds, from 1970 on; empty for at once, which is also what a
   * time means that has passed.
   */
  public Optional<Instant> notBefore() {
    return notBefore;
  }

  /**
   * How long it may take from its start to its end, whoever works on it: 1 s to 24 h, in whole
   * milliseconds.
   */
  public Duration timeLimit() {
    return timeLimit;
  }

  /** The network address that it came from, as far as it counts against a limit. */
  public Optional<String> address() {
    return address;
  }

  /** Who is sent a message when it has ended. */
  public Optional<WebhookUrl> webhook() {
    return webhook;
  }

  /** Whether it asks for the same as another one, from the same address or not. */
  boolean asksFor(JobRequest that) {
    return owner.equals(that.owner)
        && lane.equals(that.lane)
        && priority == that.priority
        && cost == that.cost
        && parameters.equals(that.parameters)
        && notBefore.equals(that.notBefore)
        && timeLimit.equals(that.timeLimit)
        && webhook.equals(that.webhook);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JobRequest that && asksFor(that) && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        owner, lane, priority, cost, parameters, notBefore, timeLimit, address, webhook);
  }

  @Override
  public String toString() {
    return "JobRequest["
        + owner.value()
        + " "
        + lane
        + " priority "
        + priority
        + " cost "
        + cost
        + "]";
  }

  /** Collects a request. Not thread-safe. */
  public static final class Builder {
    private final OwnerId owner;
    private final Lane lane;
    private long priority = DEFAULT_PRIORITY;
    private long cost = 1;
    private JsonObject parameters = new JsonObject("{}");
    private Optional<Instant> notBefore = Optional.empty();
    private Duration timeLimit = DEFAULT_TIME_LIMIT;
    private Optional<String> address = Optional.empty();
    private Optional<WebhookUrl> webhook = Optional.empty();

    private Builder(OwnerId owner, Lane lane) {
      this.owner = owner;
      this.lane = lane;
    }

    public Builder priority(long wanted) {
      priority = wanted;
      return this;
    }

    public Builder cost(long estimate) {
      cost = estimate;
      return this;
    }

    public Builder parameters(JsonObject wanted) {
      parameters = wanted;
      return this;
    }

    public Builder notBefore(Instant start) {
      notBefore = Optional.of(start.truncatedTo(ChronoUnit.MILLIS));
      return this;
    }

    public Builder timeLimit(Duration longest) {
      timeLimit = longest.truncatedTo(ChronoUnit.MILLIS);
      return this;
    }

    public Builder address(String from) {
      address = Optional.of(from);
      return this;
    }

    public Builder webhook(WebhookUrl told) {
      webhook = Optional.of(told);
      return this;
    }

    /**
     * The request as collected.
     *
     * @throws InvalidValueException when a field breaks its rule
     */
    public JobRequest build() {
      return new JobRequest(this);
    }
  }
}
