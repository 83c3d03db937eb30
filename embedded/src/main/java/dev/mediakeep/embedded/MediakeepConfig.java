package dev.mediakeep.embedded;

import dev.mediakeep.error.Rules;
import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.webhook.WebhookKeys;
import dev.mediakeep.webhook.WebhookRules;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How a home is opened. By default with {@link MediaLimits#ofDefaults}, 30 days in the trash, 24
 * hours of grace for files without a record, a sweep each hour, {@link JobPolicies#ofDefaults}, one
 * lease term of grace for workers, no lanes but those that there are, ended jobs kept for 30 days,
 * no webhooks, the system's clock and a secure random source.
 */
public final class MediakeepConfig {
  private static final Duration DEFAULT_TRASH_TERM = Duration.ofDays(30);
  private static final Duration DEFAULT_STRAY_GRACE = Duration.ofHours(24);
  private static final Duration DEFAULT_SWEEP_INTERVAL = Duration.ofHours(1);
  private static final Duration DEFAULT_JOB_TERM = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final HomeConfig home;
  private final MediaLimits limits;
  private final Duration trashTerm;
  private final Duration strayGrace;
  private final Duration sweepInterval;
  private final JobPolicies jobs;
  private final Optional<WebhookRules> webhooks;
  private final Optional<WebhookKeys> webhookKeys;
  private final List<LaneRule> lanes;
  private final Duration jobTerm;
  private final Duration leaseGrace;
  private final InstantSource clock;
  private final RandomGenerator random;

  private MediakeepConfig(Builder builder) {
    home = builder.home;
    limits = builder.limits;
    trashTerm = inRange("trashTerm", builder.trashTerm, Duration.ZERO);
    strayGrace = inRange("strayGrace", builder.strayGrace, Duration.ZERO);
    sweepInterval = inRange("sweepInterval", builder.sweepInterval, Duration.ofSeconds(1));
    jobs = builder.jobs;
    webhooks = builder.webhooks;
    webhookKeys = builder.webhookKeys;
    lanes = builder.lanes;
    jobTerm = inRange("jobTerm", builder.jobTerm, Duration.ZERO);
    leaseGrace =
        inRange("leaseGrace", builder.leaseGrace.orElse(jobs.lease().term()), Duration.ZERO);
    clock = builder.clock;
    random = builder.random;
  }

  private static Duration inRange(String field, Duration value, Duration least) {
    Rules.inRange(field + " in seconds", value.toSeconds(), least.toSeconds(), LONGEST.toSeconds());
    return value;
  }

  /** The defaults, for this home folder. */
  public static MediakeepConfig ofHome(Path home) {
    return builder(HomeConfig.ofHome(home)).build();
  }

  /** A builder that starts from the defaults, for these folders. */
  public static Builder builder(HomeConfig home) {
    return new Builder(home);
  }

  HomeConfig home() {
    return home;
  }

  MediaLimits limits() {
    return limits;
  }

  Duration trashTerm() {
    return trashTerm;
  }

  Duration strayGrace() {
    return strayGrace;
  }

  Duration sweepInterval() {
    return sweepInterval;
  }

  JobPolicies jobs() {
    return jobs;
  }

  Optional<WebhookRules> webhooks() {
    return webhooks;
  }

  Optional<WebhookKeys> webhookKeys() {
    return webhookKeys;
  }

  List<LaneRule> lanes() {
    return lanes;
  }

  Duration jobTerm() {
    return jobTerm;
  }

  Duration leaseGrace() {
    return leaseGrace;
  }

  InstantSource clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }

  /** Collects a configuration. Not thread-safe. */
  public static final class Builder {
    private final HomeConfig home;
    private MediaLimits limits = MediaLimits.ofDefaults();
    private Duration trashTerm = DEFAULT_TRASH_TERM;
    private Duration strayGrace = DEFAULT_STRAY_GRACE;
    private Duration sweepInterval = DEFAULT_SWEEP_INTERVAL;
    private JobPolicies jobs = JobPolicies.ofDefaults();
    private Optional<WebhookRules> webhooks = Optional.empty();
    private Optional<WebhookKeys> webhookKeys = Optional.empty();
    private List<LaneRule> lanes = List.of();
    private Duration jobTerm = DEFAULT_JOB_TERM;
    private Optional<Duration> leaseGrace = Optional.empty();
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SecureRandom();

    private Builder(HomeConfig home) {
      this.home = home;
    }

    /** What is too much for one media item. */
    public Builder limits(MediaLimits most) {
      limits = most;
      return this;
    }

    /** How long an item stays in the trash before it is purged. */
    public Builder trashTerm(Duration term) {
      trashTerm = term;
      return this;
    }

    /** How old a file without a record must be before it is removed. */
    public Builder strayGrace(Duration grace) {
      strayGrace = grace;
      return this;
    }

    /** How much time lies between two sweeps, a second or more. */
    public Builder sweepInterval(Duration interval) {
      sweepInterval = interval;
      return this;
    }

    /** How jobs are retried, leased, shared out and limited. */
    public Builder jobs(JobPolicies policies) {
      jobs = policies;
      return this;
    }

    /**
     * Sends a message to whoever a job's request names when the job has ended, as far as these
     * rules allow. Requests that name somebody are refused otherwise.
     */
    public Builder webhooks(WebhookRules allowed) {
      webhooks = Optional.of(allowed);
      return this;
    }

    /**
     * What webhooks are signed with, instead of secrets that follow from a file in the data folder.
     */
    public Builder webhookKeys(WebhookKeys own) {
      webhookKeys = Optional.of(own);
      return this;
    }

    /** Lanes that are made where they are missing; one that is there keeps its limits. */
    public Builder lanes(List<LaneRule> wanted) {
      lanes = List.copyOf(wanted);
      return this;
    }

    /**
     * How long after opening leases and jobs that are overdue are left alone, so that workers that
     * could not reach the home while it was closed can still bring what they have. None is needed
     * where all workers are runners in this process.
     */
    public Builder leaseGrace(Duration grace) {
      leaseGrace = Optional.of(grace);
      return this;
    }

    /**
     * How long a job that has ended is kept, with its log and its manifest; with an idempotency
     * key, a day at least.
     */
    public Builder jobTerm(Duration term) {
      jobTerm = term;
      return this;
    }

    /** The time of creation and of moving to the trash. */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /** The random bits of ids; thread-safe, and secure where ids must not be guessed. */
    public Builder random(RandomGenerator source) {
      random = source;
      return this;
    }

    public MediakeepConfig build() {
      return new MediakeepConfig(this);
    }
  }
}
