package dev.mediakeep.sqlite;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.testkit.JobRecoveryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJobRecoveryTest extends JobRecoveryContract {
  @TempDir private Path folder;
  @AutoClose private SqliteStore store;

  @Override
  protected Ports openEmpty(JobMachine machine) {
    store = SqliteStore.open(TestDatabase.in(folder));
    return new Ports(store.jobs(machine), store.jobRecovery(machine));
  }
}
