package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.net.IpPrefixList;
import dev.mediakeep.webhook.ReceiverList;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Everything that can be configured, with its default. */
final class ConfigurationKeys {
  static final ConfigurationKey<Path> CONFIG =
      path("config", "mediakeep.properties", "the properties file; the default need not exist");
  static final ConfigurationKey<Path> HOME =
      path("home", "./backend", "the home folder, which holds everything that is kept");
  static final ConfigurationKey<Path> DATA_FOLDER =
      path("data-folder", "{home}/.data", "where the database, the lock and the keys are");
  static final ConfigurationKey<Path> MEDIA_FOLDER =
      path("media-folder", "{home}/.media-storage", "where the files of images and videos are");
  static final ConfigurationKey<Path> JOB_FOLDER =
      path("job-folder", "{home}/.video-jobs", "where the manifests of video jobs are");
  static final ConfigurationKey<Path> BACKUP_FOLDER =
      path("backup-folder", "{home}/backups", "where backups are");
  static final ConfigurationKey<String> HOST =
      new ConfigurationKey<>(
          "host",
          String.class,
          "127.0.0.1",
          ConfigurationKeys::parseHost,
          "the address to listen on; 0.0.0.0 or :: for all");
  static final ConfigurationKey<HostNames> PUBLIC_HOST =
      new ConfigurationKey<>(
          "public-host",
          HostNames.class,
          "",
          HostNames::parse,
          "the names that a reverse proxy is reached by, with commas between them");
  static final ConfigurationKey<IpPrefixList> TRUSTED_PROXIES =
      new ConfigurationKey<>(
          "trusted-proxies",
          IpPrefixList.class,
          "",
          IpPrefixList::parse,
          "reverse proxies whose X-Forwarded-For is believed: addresses and blocks such as 10.0.0.0/8,"
              + " with commas between");
  static final ConfigurationKey<Integer> PORT =
      number("port", "8080", 0, 65_535, "the port to listen on; 0 for any that is free");
  static final ConfigurationKey<Long> MAX_IMAGE_BYTES =
      bytes("max-image-bytes", "50MB", "the largest image that is taken in");
  static final ConfigurationKey<Long> MAX_VIDEO_BYTES =
      bytes("max-video-bytes", "2GB", "the largest video that is taken in");
  static final ConfigurationKey<Long> MAX_PIXELS =
      new ConfigurationKey<>(
          "max-pixels",
          Long.class,
          "50MP",
          Sizes::parsePixels,
          "the most pixels that an image or a frame of a video may have");
  static final ConfigurationKey<Duration> MAX_VIDEO_DURATION =
      duration("max-video-duration", "30m", 1, "the longest video that is taken in");
  static final ConfigurationKey<Long> MIN_FREE =
      new ConfigurationKey<>(
          "min-free",
          Long.class,
          "128MiB",
          Sizes::parseBytesOrNone,
          "how much of a disk uploads leave free, so that deleting works; 0 for none");
  static final ConfigurationKey<Duration> TRASH_TERM =
      duration("trash-term", "30d", 0, "how long an item stays in the trash before it is purged");
  static final ConfigurationKey<LaneRules> LANE =
      new ConfigurationKey<>(
          "lane",
          LaneRules.class,
          "",
          LaneRules::parse,
          "lanes to make where they are missing, each provider/model=RUNNING; may be repeated");
  static final ConfigurationKey<Duration> JOB_TERM =
      duration(
          "job-term",
          "30d",
          0,
          "how long a job that has ended is kept, with its manifest; with an Idempotency-Key, a day at least");
  static final ConfigurationKey<Duration> LEASE_TERM =
      new ConfigurationKey<>(
          "lease-term",
          Duration.class,
          "60s",
          ConfigurationKeys::parseLeaseTerm,
          "how long a worker has a job before it must say again that it works on it");
  static final ConfigurationKey<Integer> MAX_QUEUED_JOBS =
      jobs("max-queued-jobs", "100000", "the most jobs that wait in line in all");
  static final ConfigurationKey<Integer> MAX_QUEUED_PER_OWNER =
      jobs("max-queued-per-owner", "1000", "the most jobs of one owner that wait in line");
  static final ConfigurationKey<Integer> MAX_RUNNING_PER_OWNER =
      jobs("max-running-per-owner", "10", "the most jobs of one owner that are under way");
  static final ConfigurationKey<Integer> MAX_QUEUED_PER_ADDRESS =
      jobs("max-queued-per-address", "1000", "the most jobs from one address that wait in line");
  static final ConfigurationKey<Integer> MAX_RUNNING_PER_ADDRESS =
      jobs("max-running-per-address", "20", "the most jobs from one address that are under way");
  static final ConfigurationKey<Duration> STRAY_GRACE =
      duration("stray-grace", "24h", 60, "how old a file without a record must be to be removed");
  static final ConfigurationKey<Integer> MAX_CONNECTIONS =
      count("max-connections", "4096", "the most connections that are open at a time");
  static final ConfigurationKey<Integer> MAX_REQUESTS =
      count("max-requests", "256", "the most requests that are worked on at a time");
  static final ConfigurationKey<Integer> MAX_UPLOADS =
      count("max-uploads", "64", "the most uploads that are taken in at a time");
  static final ConfigurationKey<Integer> MAX_LISTENERS =
      count(
          "max-listeners",
          "2000",
          "the most streams of job events that are open at a time; half as many an address");
  static final ConfigurationKey<Integer> MAX_POLLS =
      count(
          "max-polls",
          "1000",
          "the most workers that wait for jobs at a time; half as many an address");
  static final ConfigurationKey<Duration> SHUTDOWN_GRACE =
      duration("shutdown-grace", "20s", 0, "how long a stop waits for requests under way");

  static final ConfigurationKey<Boolean> WEBHOOKS =
      flag("webhooks", "on", "whether a job's receiver is told of its end");
  static final ConfigurationKey<ReceiverList> WEBHOOK_ALLOW =
      new ConfigurationKey<>(
          "webhook-allow",
          ReceiverList.class,
          "",
          ReceiverList::parse,
          "receivers in a private network: hosts and blocks such as 10.0.0.0/8, with commas between");
  static final ConfigurationKey<Ports> WEBHOOK_PORTS =
      new ConfigurationKey<>(
          "webhook-ports",
          Ports.class,
          "",
          Ports::parse,
          "the ports that receivers may have beside 443, with commas between");
  static final ConfigurationKey<Boolean> WEBHOOK_HTTP =
      flag("webhook-http", "off", "whether receivers may be spoken to without TLS, on port 80 too");

  /** All of them, in the order in which they are explained. */
  static final List<ConfigurationKey<?>> ALL =
      List.of(
          HOME,
          CONFIG,
          HOST,
          PORT,
          PUBLIC_HOST,
          TRUSTED_PROXIES,
          DATA_FOLDER,
          MEDIA_FOLDER,
          JOB_FOLDER,
          BACKUP_FOLDER,
          MAX_IMAGE_BYTES,
          MAX_VIDEO_BYTES,
          MAX_PIXELS,
          MAX_VIDEO_DURATION,
          MIN_FREE,
          TRASH_TERM,
          STRAY_GRACE,
          LANE,
          JOB_TERM,
          LEASE_TERM,
          MAX_QUEUED_JOBS,
          MAX_QUEUED_PER_OWNER,
          MAX_RUNNING_PER_OWNER,
          MAX_QUEUED_PER_ADDRESS,
          MAX_RUNNING_PER_ADDRESS,
          MAX_CONNECTIONS,
          MAX_REQUESTS,
          MAX_UPLOADS,
          MAX_LISTENERS,
          MAX_POLLS,
          SHUTDOWN_GRACE,
          WEBHOOKS,
          WEBHOOK_ALLOW,
          WEBHOOK_PORTS,
          WEBHOOK_HTTP);

  /** Variables that the start script reads; they are no configuration of the program. */
  static final Set<String> LAUNCHER_VARIABLES = Set.of("MEDIAKEEP_JAVA_OPTS", "MEDIAKEEP_NO_AOT");

  private static final int MAX_COUNT = 1_000_000;
  private static final int MAX_JOBS = 10_000_000;
  private static final Duration MIN_LEASE = Duration.ofSeconds(1);
  private static final Duration MAX_LEASE = Duration.ofHours(1);
  private static final int MAX_HOST_CHARS = 255;

  private ConfigurationKeys() {}

  private static ConfigurationKey<Path> path(String name, String defaultText, String purpose) {
    return new ConfigurationKey<>(
        name, Path.class, defaultText, ConfigurationKeys::parsePath, purpose);
  }

  private static ConfigurationKey<Long> bytes(String name, String defaultText, String purpose) {
    return new ConfigurationKey<>(name, Long.class, defaultText, Sizes::parseBytes, purpose);
  }

  private static ConfigurationKey<Duration> duration(
      String name, String defaultText, int minSeconds, String purpose) {
    Duration min = Duration.ofSeconds(minSeconds);
    return new ConfigurationKey<>(
        name,
        Duration.class,
        defaultText,
        (field, text) -> Durations.parse(field, text, min),
        purpose);
  }

  private static ConfigurationKey<Integer> count(String name, String defaultText, String purpose) {
    return number(name, defaultText, 1, MAX_COUNT, purpose);
  }

  private static ConfigurationKey<Integer> jobs(String name, String defaultText, String purpose) {
    return number(name, defaultText, 1, MAX_JOBS, purpose);
  }

  private static Duration parseLeaseTerm(String field, String text) {
    Duration term = Durations.parse(field, text, MIN_LEASE);
    if (term.compareTo(MAX_LEASE) > 0) {
      throw refused(field, "at most 1h", text);
    }
    return term;
  }

  private static ConfigurationKey<Integer> number(
      String name, String defaultText, int min, int max, String purpose) {
    return new ConfigurationKey<>(
        name,
        Integer.class,
        defaultText,
        (field, text) -> parseNumber(field, text, min, max),
        purpose);
  }

  private static ConfigurationKey<Boolean> flag(String name, String defaultText, String purpose) {
    return new ConfigurationKey<>(
        name, Boolean.class, defaultText, ConfigurationKeys::parseSwitch, purpose);
  }

  private static boolean parseSwitch(String field, String text) {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw refused(field, "on or off", text);
    };
  }

  private static int parseNumber(String field, String text, int min, int max) {
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw refused(field, "a whole number " + min + ".." + max, text);
    }
    throw refused(field, min + ".." + max, text);
  }

  private static Path parsePath(String field, String text) {
    if (text.isBlank()) {
      throw refused(field, "the path of a file or folder", text);
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw refused(field, "a path that this system allows", text);
    }
  }

  private static String parseHost(String field, String text) {
    Rules.name(field, text, MAX_HOST_CHARS);
    if (text.chars().anyMatch(c -> Character.isWhitespace(c) || c == '/')) {
      throw refused(field, "a host name or an IP address", text);
    }
    return text;
  }

  private static InvalidValueException refused(String field, String rule, String text) {
    return new InvalidValueException(
        field, field + " must be " + rule + ", was " + Rules.quote(text));
  }
}
