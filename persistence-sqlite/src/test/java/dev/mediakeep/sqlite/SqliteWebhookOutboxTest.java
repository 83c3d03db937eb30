package dev.mediakeep.sqlite;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.testkit.WebhookOutboxContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

final class SqliteWebhookOutboxTest extends WebhookOutboxContract {
  @TempDir private Path folder;
  @AutoClose private SqliteStore store;

  @Override
  protected Stores openEmpty(JobMachine machine) {
    store = SqliteStore.open(TestDatabase.in(folder));
    return new Stores(store.jobs(machine), store.jobRecovery(machine), store.webhooks());
  }
}
