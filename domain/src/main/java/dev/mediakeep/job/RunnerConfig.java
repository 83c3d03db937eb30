package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a {@link JobRunner} works. By default with eight jobs at a time, leases of the queue's own
 * term, a look for due jobs each second besides those that it is told of, overdue leases ended each
 * 5 s, no jobs purged, and 20 s for what is in hand when it closes. Nobody is told of trouble but
 * of an {@link UnnotedHandleException}, which goes to its thread's handler of uncaught exceptions.
 */
public final class RunnerConfig {
  private static final int MOST_AT_A_TIME = 1_000;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final WorkerId worker;
  private final Set<Lane> lanes;
  private final int atATime;
  private final Optional<Duration> leaseTerm;
  private final Duration lookInterval;
  private final Duration housekeepingInterval;
  private final Optional<Duration> keepEnded;
  private final Duration closingTime;
  private final RunnerListener listener;

  private RunnerConfig(Builder builder) {
    worker = builder.worker;
    lanes = builder.lanes;
    Rules.inRange("lanes", lanes.size(), 1, Integer.MAX_VALUE);
    atATime = (int) Rules.inRange("atATime", builder.atATime, 1, MOST_AT_A_TIME);
    leaseTerm = builder.leaseTerm;
    leaseTerm.ifPresent(LeasePolicy::requireTerm);
    lookInterval = inRange("lookInterval", builder.lookInterval, Duration.ofMillis(1));
    housekeepingInterval =
        inRange("housekeepingInterval", builder.housekeepingInterval, Duration.ofMillis(1));
    keepEnded = builder.keepEnded.map(term -> inRange("keepEnded", term, Duration.ZERO));
    closingTime = inRange("closingTime", builder.closingTime, Duration.ZERO);
    listener = builder.listener;
  }

  private static Duration inRange(String field, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw new InvalidValueException(
          field, field + " must be " + least + " to " + LONGEST + ", was " + value);
    }
    return value;
  }

  private static void tellWhatWouldBeLost(Optional<JobId> job, Throwable cause) {
    if (cause instanceof UnnotedHandleException) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
    }
  }

  /** A builder that starts from the defaults, for a worker of this name on these lanes. */
  public static Builder builder(WorkerId worker, Set<Lane> lanes) {
    return new Builder(worker, lanes);
  }

  WorkerId worker() {
    return worker;
  }

  Set<Lane> lanes() {
    return lanes;
  }

  int atATime() {
    return atATime;
  }

  Optional<Duration> leaseTerm() {
    return leaseTerm;
  }

  Duration lookInterval() {
    return lookInterval;
  }

  Duration housekeepingInterval() {
    return housekeepingInterval;
  }

  Optional<Duration> keepEnded() {
    return keepEnded;
  }

  Duration closingTime() {
    return closingTime;
  }

  RunnerListener listener() {
    return listener;
  }

  /** Collects a configuration. Not thread-safe. */
  public static final class Builder {
    private final WorkerId worker;
    private final Set<Lane> lanes;
    private long atATime = 8;
    private Optional<Duration> leaseTerm = Optional.empty();
    private Duration lookInterval = Duration.ofSeconds(1);
    private Duration housekeepingInterval = Duration.ofSeconds(5);
    private Optional<Duration> keepEnded = Optional.empty();
    private Duration closingTime = Duration.ofSeconds(20);
    private RunnerListener listener = RunnerConfig::tellWhatWouldBeLost;

    private Builder(WorkerId worker, Set<Lane> lanes) {
      this.worker = worker;
      this.lanes = Set.copyOf(lanes);
    }

    /** How many jobs it works on at the same time, 1 to 1,000. */
    public Builder atATime(long most) {
      atATime = most;
      return this;
    }

    /** How long its leases hold, 1 s to 1 h; a third of it is the time between two heartbeats. */
    public Builder leaseTerm(Duration term) {
      leaseTerm = Optional.of(term);
      return this;
    }

    /** How long it waits at most until it looks for due jobs again. */
    public Builder lookInterval(Duration interval) {
      lookInterval = interval;
      return this;
    }

    /** How much time lies between two looks for leases and jobs that are over. */
    public Builder housekeepingInterval(Duration interval) {
      housekeepingInterval = interval;
      return this;
    }

    /**
     * Has it purge jobs that ended longer ago than that; for a queue that nobody else purges. An
     * open home does so by itself, after its own term.
     */
    public Builder keepEnded(Duration term) {
      keepEnded = Optional.of(term);
      return this;
    }

    /** How long closing waits for what is in hand. */
    public Builder closingTime(Duration longest) {
      closingTime = longest;
      return this;
    }

    /** Who is told of trouble. */
    public Builder listener(RunnerListener told) {
      listener = told;
      return this;
    }

    /**
     * The configuration as collected.
     *
     * @throws InvalidValueException when a field breaks its rule
     */
    public RunnerConfig build() {
      return new RunnerConfig(this);
    }
  }
}
