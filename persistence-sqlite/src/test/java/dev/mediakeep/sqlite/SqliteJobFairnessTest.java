package dev.mediakeep.sqlite;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.testkit.JobFairnessContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJobFairnessTest extends JobFairnessContract {
  @TempDir private Path folder;
  @AutoClose private SqliteStore store;
  private JobMachine machine;

  @Override
  protected JobStore openEmpty(JobMachine machine) {
    this.machine = machine;
    store = SqliteStore.open(TestDatabase.in(folder));
    return store.jobs(machine);
  }

  @Override
  protected Optional<JobStore> reopen() {
    store.close();
    store = SqliteStore.open(TestDatabase.config(folder.resolve("app.db")).build());
    return Optional.of(store.jobs(machine));
  }
}
