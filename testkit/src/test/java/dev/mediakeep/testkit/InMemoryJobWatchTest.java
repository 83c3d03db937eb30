package dev.mediakeep.testkit;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.memory.InMemoryJobStore;

final class InMemoryJobWatchTest extends JobWatchContract {
  @Override
  protected JobStore openEmpty(JobMachine machine) {
    return new InMemoryJobStore(machine);
  }
}
