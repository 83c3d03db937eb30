package dev.mediakeep.ops;

import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LeasePolicy;
import dev.mediakeep.job.QueueLimits;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.net.IpPrefixList;
import dev.mediakeep.webhook.WebhookRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process was started with, each value checked: flags win over environment variables, those
 * over the properties file, that over the defaults. {@code docs/configuration.md} lists the keys
 * and their defaults.
 */
public final class Configuration {
  private final Path workingFolder;
  private final Map<ConfigurationKey<?>, Object> values;

  /** The values, of which there must be one of each key. */
  Configuration(Path workingFolder, Map<ConfigurationKey<?>, Object> values) {
    this.workingFolder = workingFolder;
    this.values = Map.copyOf(values);
  }

  private <T> T valueOf(ConfigurationKey<T> key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("no value of " + key.name());
    }
    return key.type().cast(value);
  }

  /** Without {@code ./}, but with {@code ../}: what that means is up to the links on the way. */
  private Path pathOf(ConfigurationKey<Path> key) {
    Path path = workingFolder.resolve(valueOf(key));
    for (Path name : path) {
      if (name.toString().equals("..")) {
        return path;
      }
    }
    return path.normalize();
  }

  /** The folder that holds everything, unless one of the other folders was set alone. */
  public Path home() {
    return pathOf(ConfigurationKeys.HOME);
  }

  /** Where the database, its lock and the keys are. */
  public Path dataFolder() {
    return pathOf(ConfigurationKeys.DATA_FOLDER);
  }

  /** Where the files of images and videos are. */
  public Path mediaFolder() {
    return pathOf(ConfigurationKeys.MEDIA_FOLDER);
  }

  /** Where the manifests of video jobs are. */
  public Path jobFolder() {
    return pathOf(ConfigurationKeys.JOB_FOLDER);
  }

  /** Where backups are. */
  public Path backupFolder() {
    return pathOf(ConfigurationKeys.BACKUP_FOLDER);
  }

  /** The name or address to listen on. */
  public String host() {
    return valueOf(ConfigurationKeys.HOST);
  }

  /** The port to listen on, 0 for any that is free. */
  public int port() {
    return valueOf(ConfigurationKeys.PORT);
  }

  /**
   * The names under which a reverse proxy passes requests on, each with a port where it needs one.
   */
  public List<String> publicHosts() {
    return valueOf(ConfigurationKeys.PUBLIC_HOST).values();
  }

  /** The reverse proxies that are believed where they say whom they speak for. */
  public IpPrefixList trustedProxies() {
    return valueOf(ConfigurationKeys.TRUSTED_PROXIES);
  }

  /** What is too much for one media item, and for the disk. */
  public MediaLimits mediaLimits() {
    return MediaLimits.builder()
        .imageBytes(valueOf(ConfigurationKeys.MAX_IMAGE_BYTES))
        .videoBytes(valueOf(ConfigurationKeys.MAX_VIDEO_BYTES))
        .pixels(valueOf(ConfigurationKeys.MAX_PIXELS))
        .videoDuration(valueOf(ConfigurationKeys.MAX_VIDEO_DURATION))
        .minFreeBytes(valueOf(ConfigurationKeys.MIN_FREE))
        .build();
  }

  /** How long an item stays in the trash before it is purged. */
  public Duration trashTerm() {
    return valueOf(ConfigurationKeys.TRASH_TERM);
  }

  /** The lanes that are to be made where they are missing. */
  public List<LaneRule> lanes() {
    return valueOf(ConfigurationKeys.LANE).values();
  }

  /** How jobs are leased and limited; what cannot be configured is as by default. */
  public JobPolicies jobPolicies() {
    JobPolicies defaults = JobPolicies.ofDefaults();
    LeasePolicy lease =
        new LeasePolicy(
            valueOf(ConfigurationKeys.LEASE_TERM),
            defaults.lease().maxLost(),
            defaults.lease().again());
    QueueLimits limits =
        QueueLimits.builder()
            .queued(valueOf(ConfigurationKeys.MAX_QUEUED_JOBS))
            .queuedByOwner(valueOf(ConfigurationKeys.MAX_QUEUED_PER_OWNER))
            .runningByOwner(valueOf(ConfigurationKeys.MAX_RUNNING_PER_OWNER))
            .queuedByAddress(valueOf(ConfigurationKeys.MAX_QUEUED_PER_ADDRESS))
            .runningByAddress(valueOf(ConfigurationKeys.MAX_RUNNING_PER_ADDRESS))
            .build();
    return new JobPolicies(defaults.retry(), lease, defaults.fairness(), limits);
  }

  /** How old a file without a record must be before it is removed. */
  public Duration strayGrace() {
    return valueOf(ConfigurationKeys.STRAY_GRACE);
  }

  /** The most connections that are open at a time, 1 or more. */
  public int maxConnections() {
    return valueOf(ConfigurationKeys.MAX_CONNECTIONS);
  }

  /** The most requests that are worked on at a time, 1 or more. */
  public int maxRequests() {
    return valueOf(ConfigurationKeys.MAX_REQUESTS);
  }

  /** The most uploads that are taken in at a time, 1 or more. */
  public int maxUploads() {
    return valueOf(ConfigurationKeys.MAX_UPLOADS);
  }

  /** Where webhooks may be sent to; empty where none are sent. */
  public Optional<WebhookRules> webhooks() {
    return valueOf(ConfigurationKeys.WEBHOOKS)
        ? Optional.of(
            WebhookRules.builder()
                .http(valueOf(ConfigurationKeys.WEBHOOK_HTTP))
                .ports(valueOf(ConfigurationKeys.WEBHOOK_PORTS).values())
                .receivers(valueOf(ConfigurationKeys.WEBHOOK_ALLOW))
                .build())
        : Optional.empty();
  }

  public int maxListeners() {
    return valueOf(ConfigurationKeys.MAX_LISTENERS);
  }

  public int maxPolls() {
    return valueOf(ConfigurationKeys.MAX_POLLS);
  }

  /** How long a job that has ended is kept. */
  public Duration jobTerm() {
    return valueOf(ConfigurationKeys.JOB_TERM);
  }

  /** How long a stop waits for requests under way. */
  public Duration shutdownGrace() {
    return valueOf(ConfigurationKeys.SHUTDOWN_GRACE);
  }
}
