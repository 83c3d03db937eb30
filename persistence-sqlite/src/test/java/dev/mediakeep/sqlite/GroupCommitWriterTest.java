package dev.mediakeep.sqlite;

import static dev.mediakeep.sqlite.WriterScenario.codeOf;
import static dev.mediakeep.sqlite.WriterScenario.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the writer does when all goes well, and when too much comes at once. */
@Timeout(30)
final class GroupCommitWriterTest {
  @TempDir private Path folder;
  @AutoClose private WriterScenario scenario;

  @BeforeEach
  void start() throws Exception {
    scenario = new WriterScenario(folder);
  }

  @Test
  void answers_with_what_the_unit_returns() {
    int answer = scenario.writer.write("counting", db -> 42);
    assertThat(answer).isEqualTo(42);
  }

  @Test
  void units_that_queued_up_share_one_commit() throws Exception {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    int before = scenario.commit.runs();
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      for (int id = 0; id < 60; id++) {
        int number = id;
        answers.add(scenario.async(db -> insert(db, number)));
      }
      gate.awaitQueued(60);
    }
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(1);
    }
    assertThat(scenario.commit.runs() - before).isEqualTo(1);
  }

  @Test
  void a_full_queue_is_told_as_busy() throws Exception {
    List<CompletableFuture<Integer>> queued = new ArrayList<>();
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      for (int id = 0; id < 64; id++) {
        int number = id;
        queued.add(scenario.async(db -> insert(db, number)));
      }
      gate.awaitQueued(64);
      MediakeepException busy =
          catchThrowableOfType(
              MediakeepException.class,
              () -> scenario.writer.write("adding", db -> insert(db, 99)));
      assertThat(busy.code()).isEqualTo(ErrorCode.STORE_BUSY);
      assertThat(busy.isRetryable()).isTrue();
    }
    for (CompletableFuture<Integer> answer : queued) {
      assertThat(answer.get()).isEqualTo(1);
    }
    assertThat(scenario.ids()).hasSize(64).doesNotContain(99L);
  }

  @Test
  void an_interrupt_keeps_the_answer_and_the_interrupt() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller;
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      caller =
          Thread.ofVirtual()
              .start(() -> {
                scenario.writer.write("adding", db -> insert(db, 1));
                interrupted.complete(Thread.currentThread().isInterrupted());
              });
      gate.awaitQueued(1);
      caller.interrupt();
    }
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(scenario.ids()).containsExactly(1L);
  }

  @Test
  void close_finishes_what_is_queued() throws Exception {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    CompletableFuture<Void> closing;
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      for (int id = 0; id < 10; id++) {
        int number = id;
        answers.add(scenario.async(db -> insert(db, number)));
      }
      gate.awaitQueued(10);
      closing = CompletableFuture.runAsync(scenario.writer::close);
    }
    closing.get(10, TimeUnit.SECONDS);
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(1);
    }
    scenario.writer.close();
    assertThat(codeOf(() -> scenario.writer.write("adding", db -> 1)))
        .isEqualTo(ErrorCode.STORE_CLOSED);
  }
}
