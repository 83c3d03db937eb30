package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.INFO;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.InstanceId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Takes a database file to where the writer can start, or refuses it unchanged. */
final class Startup {
  /*
   * The order of the start
   * ======================
   *
   * Each step may refuse, and none may come before the one that makes it safe:
   *
   *  1. The file: made with mode 0600 before SQLite can make it with another, or found to be a
   *     database. A file that is none is never written to.
   *  2. The file system decides the journal mode before SQLite is allowed near a log: setting WAL
   *     mode on NFS, virtiofs and their like succeeds, and corrupts later. A database that comes from
   *     a local disk in WAL mode is turned back by the only connection that there is, which needs no
   *     shared memory for it.
   *  3. A log that a crash left is replayed as soon as SQLite reads the file; so before that, one that
   *     belongs to another database is put aside.
   *  4. The version of SQLite, on the connection that will write.
   *  5. Whose database it is. An empty one gets our application id and auto-vacuum in the same first
   *     write, so a database with tables and without the id is another program's, unless its tables
   *     are ours: then it was loaded from a dump. A new database, that one, and a copy that was put
   *     back draw the generation of their logs.
   *  6. The schema. Newer than the program: refused. Older: copied beside itself, then migrated.
   *  7. The instance's identity, made once.
   *
   * A crash between any two of them leaves a database that the next start takes on from there.
   */

  private static final System.Logger LOGGER = System.getLogger(Startup.class.getName());

  private static final String VERSION = "SELECT sqlite_version()";
  private static final String INSERT_INSTANCE =
      "INSERT INTO instance (one, instance_id, created_at) VALUES (1, ?, ?)";
  private static final String FIND_INSTANCE = "SELECT instance_id FROM instance";

  private final SqliteConfig config;
  private final DatabaseFile file;

  /**
   * What it leads to.
   *
   * @param session the connection that will write
   */
  record Started(Session session, JournalMode mode, InstanceId instance) {}

  Startup(SqliteConfig config) {
    this.config = config;
    this.file = new DatabaseFile(config.databaseFile());
  }

  Started run() {
    file.prepare();
    try {
      LogOwnership.settle(file, config.clock().instant());
      JournalMode mode = JournalMode.safeIn(file.folder(), mounts());
      if (mode == JournalMode.DELETE && file.isInWalMode()) {
        leaveWalMode();
      }
      return start(mode);
    } catch (IOException e) {
      throw file.failed("opening the database", e);
    } catch (SQLException e) {
      throw SqlErrors.translate("opening the database " + file.path(), e);
    }
  }

  private MountTable mounts() throws IOException {
    return config.mounts().isPresent() ? config.mounts().get() : MountTable.ofSystem();
  }

  private void leaveWalMode() throws SQLException {
    try (Session alone = new Session(Connections.openAlone(file.path()))) {
      switchTo(alone, JournalMode.DELETE);
    }
  }

  private Started start(JournalMode mode) throws SQLException {
    Connection connection = Connections.openForSqlTransactions(file.path(), config.busyTimeout());
    Session session = new Session(connection);
    boolean started = false;
    try {
      SqliteVersion.requireSafe(session.call(VERSION).first(Row::text).orElseThrow());
      requireRealSync(session);
      new DatabaseClaim(session, file, config.changelog()).settle();
      LogOwnership.begin(session);
      switchTo(session, mode);
      migrate(session);
      InstanceId instance = identify(session);
      started = true;
      return new Started(session, mode, instance);
    } finally {
      if (!started) {
        session.close();
      }
    }
  }

  /**
   * On macOS fsync leaves the bytes in the drive's cache unless asked not to; elsewhere a no-op.
   */
  private static void requireRealSync(Session session) throws SQLException {
    session.execute("PRAGMA fullfsync = 1");
    session.execute("PRAGMA checkpoint_fullfsync = 1");
  }

  /** EXTRA also waits for the folder, where the journal's disappearance is the commit. */
  private void switchTo(Session session, JournalMode mode) throws SQLException {
    String name = mode.name().toLowerCase(Locale.ROOT);
    String now = session.call("PRAGMA journal_mode = " + name).first(Row::text).orElseThrow();
    if (!now.equals(name)) {
      throw new MediakeepException(
          ErrorCode.STORE_UNAVAILABLE,
          "journal mode must be " + name + ", stays " + now + ": " + file.path());
    }
    session.execute("PRAGMA synchronous = " + (mode == JournalMode.WAL ? "FULL" : "EXTRA"));
  }

  private void migrate(Session session) throws SQLException {
    Changelog changelog = config.changelog();
    Schema schema = Schema.read(session, changelog).requireNotNewer();
    if (schema.pending().isEmpty()) {
      return;
    }
    if (!schema.isNew()) {
      Path copy = PreMigrationCopy.write(session, file, schema.pending().getFirst());
      LOGGER.log(INFO, "migrating {0}; as it was before, it is kept as {1}", file.path(), copy);
    }
    migrator().migrate(file.path(), changelog);
  }

  /** Made only when something is pending, because this loads Liquibase. */
  private static SchemaMigrator migrator() {
    return new LiquibaseMigrator();
  }

  private InstanceId identify(Session session) throws SQLException {
    Optional<InstanceId> known = instance(session);
    if (known.isPresent()) {
      return known.get();
    }
    InstanceId made = config.ids().nextInstanceId();
    session.call(INSERT_INSTANCE).with(made.toString()).with(config.clock().millis()).update();
    return made;
  }

  static Optional<InstanceId> instance(Session session) throws SQLException {
    return session.call(FIND_INSTANCE).first(Row::text).map(InstanceId::parse);
  }
}
