package dev.mediakeep.embedded;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.fs.HomeFolder;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobOperations;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.KeeperStatus;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.schema.SchemaHistory;
import dev.mediakeep.sqlite.SqliteConfig;
import dev.mediakeep.sqlite.SqliteStore;
import dev.mediakeep.webhook.WebhookKeys;
import dev.mediakeep.webhook.WebhookOutbox;
import dev.mediakeep.webhook.WebhookRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * An open home folder with the services over it.
 *
 * <pre>{@code
 * try (Mediakeep keep = Mediakeep.open(Path.of("backend"))) {
 *   AddResult result = keep.media().add(NewMedia.of(MediaDetails.ofDefaults()), bytes);
 * }
 * }</pre>
 *
 * <p>One process at a time has a home open for writing; several homes can be open in one JVM.
 * Thread-safe.
 */
public final class Mediakeep implements JobOperations, AutoCloseable {
  private final MediaLibrary media;
  private final OpenJobs jobs;
  private final SqliteStore records;
  private final List<AutoCloseable> parts;

  private Mediakeep(
      MediaLibrary media, OpenJobs jobs, SqliteStore records, List<AutoCloseable> parts) {
    this.media = media;
    this.jobs = jobs;
    this.records = records;
    this.parts = parts;
  }

  /** Opens a home folder as {@link #open(MediakeepConfig)} does, with all defaults. */
  public static Mediakeep open(Path home) {
    return open(MediakeepConfig.ofHome(home));
  }

  /**
   * Opens a home folder for this process alone. Makes it where there is none, migrates it where it
   * is older than this program, and keeps house in it until it is closed: sweeps media, ends and
   * purges jobs, lets the manifests of jobs follow. Where the database was put back from an older
   * copy, takes back from the manifests what it does not know, before this returns.
   *
   * @throws MediakeepException with {@code HOME_IN_USE} when another process holds it, {@code
   *     HOME_MISMATCH} when a folder is not the one that belongs to the database, {@code
   *     HOME_NOT_WRITABLE}, {@code SCHEMA_TOO_NEW}, {@code STORE_DAMAGED}, {@code
   *     STORE_UNAVAILABLE}; nothing is left open then
   */
  public static Mediakeep open(MediakeepConfig config) {
    return assemble(parts -> {
      IdGenerator ids = new IdGenerator(config.clock(), config.random());
      HomeFolder home = parts.opened(HomeFolder.open(config.home(), config.clock()));
      SqliteStore records = parts.opened(SqliteStore.open(recordsOf(config, home, ids)));
      JobMachine machine = new JobMachine(config.jobs(), config.random());
      if (knowsMedia(records.media()) || knowsJobs(records.jobs(machine))) {
        home.bind(records.instanceId());
      } else {
        home.adopt(records.instanceId());
      }
      MediaLibrary media = libraryOver(records, home, config, ids);
      OpenJobs jobs = OpenJobs.over(records, machine, home.manifests(), media, config, ids);
      jobs.start(parts);
      parts.opened(Housekeeping.start(media, config));
      if (config.webhooks().isPresent()) {
        parts.opened(webhooksOf(config.webhooks().get(), records, jobs.queue(), config));
      }
      return new Mediakeep(media, jobs, records, parts.inClosingOrder());
    });
  }

  /**
   * Opens a home folder for reading, also beside the process that holds it. Makes, migrates and
   * removes nothing; what would change something throws.
   *
   * @throws MediakeepException as {@link #open(MediakeepConfig)}, and with {@code
   *     STORE_UNAVAILABLE} when there is no home or when it has not been migrated yet
   */
  public static Mediakeep openReadOnly(MediakeepConfig config) {
    return assemble(parts -> {
      IdGenerator ids = new IdGenerator(config.clock(), config.random());
      HomeFolder home = parts.opened(HomeFolder.openReadOnly(config.home()));
      SqliteStore records = parts.opened(SqliteStore.openReadOnly(recordsOf(config, home, ids)));
      home.bind(records.instanceId());
      MediaLibrary media = libraryOver(records, home, config, ids);
      JobMachine machine = new JobMachine(config.jobs(), config.random());
      OpenJobs jobs = OpenJobs.over(records, machine, home.manifests(), media, config, ids);
      return new Mediakeep(media, jobs, records, parts.inClosingOrder());
    });
  }

  private static Mediakeep assemble(Function<OpenParts, Mediakeep> steps) {
    OpenParts parts = new OpenParts();
    boolean complete = false;
    try {
      Mediakeep keep = steps.apply(parts);
      complete = true;
      return keep;
    } finally {
      if (!complete) {
        OpenParts.closeAll(parts.inClosingOrder());
      }
    }
  }

  private static SqliteConfig recordsOf(MediakeepConfig config, HomeFolder home, IdGenerator ids) {
    return SqliteConfig.ofDefaults(home.databaseFile(), config.clock(), ids);
  }

  private static boolean knowsMedia(MediaCatalog catalog) {
    MediaQuery.Builder one = MediaQuery.builder().limit(1);
    return !catalog.list(one.build()).items().isEmpty()
        || !catalog.list(one.trashed(true).build()).items().isEmpty();
  }

  private static boolean knowsJobs(JobStore jobs) {
    return !jobs.list(JobQuery.ofDefaults()).jobs().isEmpty();
  }

  private static MediaLibrary libraryOver(
      SqliteStore records, HomeFolder home, MediakeepConfig config, IdGenerator ids) {
    return new MediaLibrary(
        records.media(), home.blobs(), new HeaderProbe(), config.limits(), config.clock(), ids);
  }

  private static Webhooks webhooksOf(
      WebhookRules rules, SqliteStore records, JobQueue jobs, MediakeepConfig config) {
    WebhookKeys keys =
        config
            .webhookKeys()
            .orElseGet(() -> Webhooks.keysOf(HomeFolder.webhookSecretsOf(config.home()), config));
    return Webhooks.start(rules, keys, records.webhooks(), jobs, config);
  }

  /** The media items. */
  public MediaLibrary media() {
    return media;
  }

  /**
   * The video jobs. Leases and time limits that are over end by themselves, and jobs that ended
   * long ago are purged, unless the home is open for reading only. Start a {@link
   * dev.mediakeep.job.JobRunner} on them, which drives them through a provider.
   */
  public JobQueue jobs() {
    return jobs.queue();
  }

  /** How well this process lets the manifests of the jobs follow. Does not wait. */
  @Override
  public KeeperStatus manifestStatus() {
    return jobs.keeper().status();
  }

  /**
   * How many lines of the log of jobs are not in their manifests yet, also where the home is open
   * for reading beside the process that writes them. Empty where they follow another database than
   * this one: then the next start holds all of them against it.
   */
  public OptionalLong manifestLag() {
    return jobs.keeper().lag();
  }

  /**
   * What opening found when it held the manifests of the jobs against the database, and took back
   * from them. Empty where it had no reason to, and where the home is open for reading only.
   */
  public Optional<ReconcileReport> startReport() {
    return jobs.startReport();
  }

  /**
   * Holds the manifests of the jobs against the database, and takes back from them what it does not
   * know. Jobs may go on meanwhile.
   */
  @Override
  public ReconcileReport reconcile() {
    return jobs.reconcile();
  }

  /** What {@link #reconcile} would find now; changes nothing, also where it is open for reading. */
  @Override
  public ReconcileReport previewReconcile() {
    return jobs.preview();
  }

  /** What became of the messages that tell of the ends of jobs; {@code list} shows them. */
  @Override
  public WebhookOutbox webhooks() {
    return records.webhooks();
  }

  /** The migrations of the database. */
  public SchemaHistory schema() {
    return records.schema();
  }

  /** The identity that the database and each folder carry. */
  public InstanceId instanceId() {
    return records.instanceId();
  }

  /**
   * Finishes what is under way and lets the home go. May be called again. What comes later fails
   * with {@code STORE_CLOSED}.
   */
  @Override
  public void close() {
    OpenParts.closeAll(parts);
  }
}
