package dev.mediakeep.testkit;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.memory.InMemoryJobStore;

final class InMemoryWebhookOutboxTest extends WebhookOutboxContract {
  @Override
  protected Stores openEmpty(JobMachine machine) {
    InMemoryJobStore jobs = new InMemoryJobStore(machine);
    return new Stores(jobs, jobs, jobs.webhooks());
  }
}
