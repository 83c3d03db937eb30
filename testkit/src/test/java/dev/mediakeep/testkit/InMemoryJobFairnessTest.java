package dev.mediakeep.testkit;

import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.memory.InMemoryJobStore;
import java.util.Optional;

final class InMemoryJobFairnessTest extends JobFairnessContract {
  @Override
  protected JobStore openEmpty(JobMachine machine) {
    return new InMemoryJobStore(machine);
  }

  @Override
  protected Optional<JobStore> reopen() {
    return Optional.empty();
  }
}
