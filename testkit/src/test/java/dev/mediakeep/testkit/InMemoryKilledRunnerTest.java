package dev.mediakeep.testkit;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.memory.InMemoryJobStore;

final class InMemoryKilledRunnerTest extends KilledRunnerContract {
  InMemoryKilledRunnerTest() {
    super(250);
  }

  @Override
  protected JobStore openEmpty(JobMachine machine) {
    return new InMemoryJobStore(machine);
  }
}
