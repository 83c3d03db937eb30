package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import liquibase.Scope;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockServiceFactory;

/**
 * Migrates with Liquibase, kept from talking: to its vendor's servers, to the console, and to the
 * log below warnings. Loading it costs half a second, so it is asked only when something is
 * pending.
 */
final class LiquibaseMigrator implements SchemaMigrator {
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  @Override
  public void migrate(Path databaseFile, Changelog changelog) {
    try (Connection connection = Connections.openWriting(databaseFile, BUSY_TIMEOUT)) {
      Scope.child(quietly(), () -> update(connection, changelog));
    } catch (Exception e) { // what Scope.child declares
      throw translate(databaseFile, e);
    }
  }

  private static Map<String, Object> quietly() {
    return Map.of(
        AnalyticsArgs.ENABLED.getKey(),
        false,
        Scope.Attr.resourceAccessor.name(),
        new ChangelogResources(),
        Scope.Attr.logService.name(),
        new LiquibaseLog(),
        Scope.Attr.ui.name(),
        new LiquibaseLog.SilentUi());
  }

  private static void update(Connection connection, Changelog changelog) throws Exception {
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    database.setDatabaseChangeLogTableName("schema_migrations");
    database.setDatabaseChangeLogLockTableName("schema_migrations_lock");
    // The home's own lock keeps other processes away, so a lock in the table is of a dead one.
    LockServiceFactory.getInstance().getLockService(database).forceReleaseLock();
    new CommandScope(UpdateCommandStep.COMMAND_NAME)
        .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
        .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, changelog.master())
        .setOutput(OutputStream.nullOutputStream())
        .execute();
  }

  private static MediakeepException translate(Path databaseFile, Exception failure) {
    String what = "migrating " + databaseFile;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        MediakeepException known = SqlErrors.translate(what, sql);
        return new MediakeepException(
            known.code(), known.getMessage() + ": " + failure.getMessage(), failure);
      }
    }
    return new MediakeepException(
        ErrorCode.STORE_UNAVAILABLE, what + " failed: " + failure.getMessage(), failure);
  }
}
