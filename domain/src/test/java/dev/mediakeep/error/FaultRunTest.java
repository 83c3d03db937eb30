package dev.mediakeep.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FaultRunTest {
  private final FaultRun faults = new FaultRun("purging");

  @Test
  void says_when_a_run_of_faults_begins_and_ends() {
    assertThat(faults.succeeded()).isEmpty();
    for (int run = 0; run < 2; run++) {
      assertThat(faults.failed(new IllegalStateException("no disk {0}")))
          .contains("purging failed and is tried again: no disk {0}");
      for (int turn = 1; turn < 100; turn++) {
        assertThat(faults.failed(new IllegalStateException("no disk yet"))).isEmpty();
      }
      assertThat(faults.succeeded()).contains("purging works again, after 100 faults");
      assertThat(faults.succeeded()).isEmpty();
    }
  }
}
