package dev.mediakeep.sqlite;

import java.nio.file.Path;

/** Applies what is pending of a changelog, each changeset whole or not at all. */
interface SchemaMigrator {
  /**
   * Brings the database to the end of the changelog.
   *
   * @throws dev.mediakeep.error.MediakeepException when a changeset fails; those before it stay
   */
  void migrate(Path databaseFile, Changelog changelog);
}
