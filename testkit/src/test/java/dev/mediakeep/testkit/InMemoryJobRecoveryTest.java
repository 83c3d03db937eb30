package dev.mediakeep.testkit;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.memory.InMemoryJobStore;

final class InMemoryJobRecoveryTest extends JobRecoveryContract {
  @Override
  protected Ports openEmpty(JobMachine machine) {
    InMemoryJobStore store = new InMemoryJobStore(machine);
    return new Ports(store, store);
  }
}
