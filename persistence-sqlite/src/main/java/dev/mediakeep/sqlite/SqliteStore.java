package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.schema.SchemaHistory;
import dev.mediakeep.webhook.WebhookOutbox;

/**
 * The records of one home in one SQLite file. The ports that it hands out are thread-safe and end
 * with it.
 */
public final class SqliteStore implements AutoCloseable {
  private final ReadPool reads;
  private final Writes writes;
  private final Runnable endOfWriting;
  private final MediaCatalog media;
  private final SharedLedger ledgers;
  private final SchemaHistory schema;
  private final InstanceId instanceId;

  private SqliteStore(
      ReadPool reads,
      Writes writes,
      SharedLedger ledgers,
      Runnable endOfWriting,
      Changelog changelog,
      InstanceId id) {
    this.reads = reads;
    this.writes = writes;
    this.endOfWriting = endOfWriting;
    this.media = new SqliteMediaCatalog(reads, writes);
    this.ledgers = ledgers;
    this.schema =
        () ->
            reads
                .read("reading the migrations", session -> Schema.read(session, changelog))
                .history();
    this.instanceId = id;
  }

  /**
   * Opens the database for the only process that writes to it; makes it where it is missing, and
   * migrates it where it is older than this program.
   *
   * @throws MediakeepException with {@link ErrorCode#SCHEMA_TOO_NEW} when a newer program has
   *     migrated it, {@link ErrorCode#STORE_DAMAGED} when the file is no database, {@link
   *     ErrorCode#HOME_MISMATCH} when it is another program's, {@link ErrorCode#HOME_NOT_WRITABLE},
   *     {@link ErrorCode#SQLITE_TOO_OLD}, {@link ErrorCode#DISK_FULL}, or {@link
   *     ErrorCode#STORE_UNAVAILABLE} when it cannot be opened or a migration fails
   */
  public static SqliteStore open(SqliteConfig config) {
    SpaceReserve reserve = new SpaceReserve(new DatabaseFile(config.databaseFile()));
    Startup.Started started = start(config, reserve);
    String name = "mediakeep-" + started.instance();
    WriteAheadLog log =
        new WriteAheadLog(
            started.session(),
            started.mode(),
            () -> reserve.mostFrames(config.writer().logFrames()),
            config.busyTimeout().toMillis());
    GroupCommitWriter writer =
        GroupCommitWriter.start(name + "-writer", started.session(), log, config.writer());
    try {
      ReadPool reads = ReadPool.open(name + "-readers", config);
      reserve.refill();
      Writes writes = new ReservedWrites(writer, reserve);
      return new SqliteStore(
          reads,
          writes,
          SharedLedger.keptBy(writes),
          writer::close,
          config.changelog(),
          started.instance());
    } catch (RuntimeException e) { // of any kind: whoever gets no store cannot close it
      writer.close();
      throw e;
    }
  }

  /** A start writes a little: on a full disk, out of the reserve. */
  private static Startup.Started start(SqliteConfig config, SpaceReserve reserve) {
    try {
      return new Startup(config).run();
    } catch (MediakeepException e) {
      if (e.code() != ErrorCode.DISK_FULL) {
        throw e;
      }
      reserve.release();
      return new Startup(config).run();
    }
  }

  /**
   * Opens the database for reading, beside a process that may be writing to it. Makes, migrates and
   * checkpoints nothing; what would write fails with {@link ErrorCode#STORE_UNAVAILABLE}.
   *
   * @throws MediakeepException with {@link ErrorCode#SCHEMA_TOO_NEW} when a newer program has
   *     migrated it, {@link ErrorCode#STORE_UNAVAILABLE} when it is missing or not migrated yet,
   *     {@link ErrorCode#STORE_DAMAGED} when the file is no database
   */
  public static SqliteStore openReadOnly(SqliteConfig config) {
    new DatabaseFile(config.databaseFile()).requireExisting();
    ReadPool reads = ReadPool.open("mediakeep-reading", config);
    try {
      InstanceId id =
          reads.read(
              "opening the database",
              session -> {
                requireCurrent(Schema.read(session, config.changelog()));
                return Startup.instance(session).orElseThrow();
              });
      return new SqliteStore(
          reads, new NoWrites(), SharedLedger.readFrom(reads), () -> {}, config.changelog(), id);
    } catch (RuntimeException e) { // of any kind: whoever gets no store cannot close it
      reads.close();
      throw e;
    }
  }

  private static void requireCurrent(Schema schema) {
    schema.requireNotNewer();
    if (!schema.pending().isEmpty()) {
      throw new MediakeepException(
          Problem.of(
                  ErrorCode.STORE_UNAVAILABLE,
                  "schema must be of this version, lacks " + schema.pending().getFirst())
              .withHint("start the service once with this version; it migrates the database"));
    }
  }

  /** The records of media items. */
  public MediaCatalog media() {
    return media;
  }

  /** The records of jobs, which change as the machine says. */
  public JobStore jobs(JobMachine machine) {
    return new SqliteJobStore(reads, writes, ledgers, machine);
  }

  /** The messages that tell of the ends of jobs. */
  public WebhookOutbox webhooks() {
    return new SqliteWebhookOutbox(reads, writes);
  }

  /** The same jobs as their manifests need them. */
  public JobRecovery jobRecovery(JobMachine machine) {
    return new SqliteJobRecovery(reads, writes, ledgers, machine);
  }

  /** The migrations of this database. */
  public SchemaHistory schema() {
    return schema;
  }

  /** The identity of this store, made with it. */
  public InstanceId instanceId() {
    return instanceId;
  }

  /**
   * Finishes the writes that are queued, empties the write-ahead log and closes all connections.
   * May be called again. What comes later fails with {@link ErrorCode#STORE_CLOSED}.
   */
  @Override
  public void close() {
    reads.close();
    endOfWriting.run();
  }
}
