package dev.mediakeep.embedded;

import dev.mediakeep.error.Rules;
import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.media.MediaLimits;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * How a home is opened. By default with {@link MediaLimits#ofDefaults}, 30 days in the trash, 24
 * hours of grace for files without a record, a sweep each hour, {@link JobPolicies#ofDefaults}, 30
 * days for jobs that have ended, the system's clock and a secure random source.
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
  private final Duration jobTerm;
  private final InstantSource clock;
  private final RandomGenerator random;

  private MediakeepConfig(Builder builder) {
    home = builder.home;
    limits = builder.limits;
    trashTerm = inRange("trashTerm", builder.trashTerm, Duration.ZERO);
    strayGrace = inRange("strayGrace", builder.strayGrace, Duration.ZERO);
    sweepInterval = inRange("sweepInterval", builder.sweepInterval, Duration.ofSeconds(1));
    jobs = builder.jobs;
    jobTerm = inRange("jobTerm", builder.jobTerm, Duration.ZERO);
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

  Duration jobTerm() {
    return jobTerm;
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
    private Duration jobTerm = DEFAULT_JOB_TERM;
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

    /** How long jobs are kept that have ended, with their lines of the log. */
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
