package dev.mediakeep.sqlite;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.testkit.JobWatchContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJobWatchTest extends JobWatchContract {
  @TempDir private Path folder;
  @AutoClose private SqliteStore store;

  @Override
  protected JobStore openEmpty(JobMachine machine) {

    store = SqliteStore.open(TestDatabase.in(folder));
    return store.jobs(machine);
  }
}
