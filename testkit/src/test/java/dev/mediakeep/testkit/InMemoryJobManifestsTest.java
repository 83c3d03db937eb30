package dev.mediakeep.testkit;

import dev.mediakeep.job.JobManifests;
import dev.mediakeep.memory.InMemoryJobManifests;

final class InMemoryJobManifestsTest extends JobManifestsContract {
  @Override
  protected JobManifests openEmpty() {
    return new InMemoryJobManifests();
  }
}
