package dev.mediakeep.sqlite;

import static dev.mediakeep.sqlite.WriterScenario.codeOf;
import static dev.mediakeep.sqlite.WriterScenario.failure;
import static dev.mediakeep.sqlite.WriterScenario.insert;
import static dev.mediakeep.sqlite.WriterScenario.insertThenFail;
import static dev.mediakeep.sqlite.WriterScenario.isAnswered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Who is told what when a unit, the transaction, the commit or the thread fails. */
@Timeout(30)
final class GroupCommitFailureTest {
  private static final int LARGE = 100_000;

  @TempDir private Path folder;
  @AutoClose private WriterScenario scenario;

  @BeforeEach
  void start() throws Exception {
    scenario = new WriterScenario(folder);
  }

  @Test
  void one_failing_unit_among_many_is_undone_alone() throws Exception {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      for (int id = 0; id < 60; id++) {
        int number = id;
        answers.add(
            scenario.async(db -> number == 30 ? insertThenFail(db, number) : insert(db, number)));
      }
      gate.awaitQueued(60);
    }
    for (int id = 0; id < 60; id++) {
      if (id == 30) {
        assertThat(failure(answers.get(id))).isInstanceOf(IllegalStateException.class);
      } else {
        assertThat(answers.get(id).get()).isEqualTo(1);
      }
    }
    assertThat(scenario.ids()).hasSize(59).doesNotContain(30L);
  }

  @Test
  void a_unit_that_fails_first_does_not_harm_the_next() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> scenario.writer.write("failing", db -> insertThenFail(db, 1)));
    scenario.writer.write("adding", db -> insert(db, 2));
    assertThat(scenario.ids()).containsExactly(2L);
  }

  @Test
  void a_violated_rule_fails_its_unit_only() throws Exception {
    scenario.writer.write("adding", db -> insert(db, 1));
    CompletableFuture<Integer> before;
    CompletableFuture<Integer> twice;
    CompletableFuture<Integer> after;
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      before = scenario.async(db -> insert(db, 2));
      gate.awaitQueued(1);
      twice = scenario.async(db -> insert(db, 3) + insert(db, 1));
      gate.awaitQueued(2);
      after = scenario.async(db -> insert(db, 4));
      gate.awaitQueued(3);
    }
    assertThat(codeOf(twice)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(before.get() + after.get()).isEqualTo(2);
    assertThat(scenario.ids()).containsExactly(1L, 2L, 4L);
  }

  @Test
  void a_failed_commit_fails_all_of_its_group() throws Exception {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      for (int id = 0; id < 5; id++) {
        int number = id;
        answers.add(scenario.async(db -> insert(db, number)));
      }
      answers.add(
          scenario.async(db -> 0)); // also one that writes nothing: it may have read the others
      gate.awaitQueued(6);
      scenario.commit.failWith(new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL));
    }
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(codeOf(answer)).isEqualTo(ErrorCode.DISK_FULL);
    }
    scenario.commit.failWith(null);
    scenario.writer.write("adding", db -> insert(db, 9));
    assertThat(scenario.ids()).containsExactly(9L);
  }

  @Test
  void a_full_disk_is_told_and_the_rest_of_the_group_is_kept() throws Exception {
    scenario.writer.write(
        "limiting", db -> db.call("PRAGMA max_page_count = 20").first(Row::number).orElseThrow());
    CompletableFuture<Integer> small;
    CompletableFuture<Integer> large;
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      small = scenario.async(db -> insert(db, 1));
      gate.awaitQueued(1);
      large = scenario.async(db -> insert(db, 2, LARGE));
      gate.awaitQueued(2);
    }
    assertThat(codeOf(large)).isEqualTo(ErrorCode.DISK_FULL);
    assertThat(isAnswered(small)).isEqualTo(scenario.ids().contains(1L));
    assertThat(scenario.ids()).doesNotContain(2L);
    scenario.writer.write("adding", db -> insert(db, 3));
    assertThat(scenario.ids()).contains(3L);
  }

  @Test
  void a_transaction_that_sqlite_gave_up_fails_all_of_its_group() throws Exception {
    CompletableFuture<Integer> before;
    CompletableFuture<Integer> culprit;
    CompletableFuture<Integer> after;
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      before = scenario.async(db -> insert(db, 1));
      gate.awaitQueued(1);
      culprit =
          scenario.async(db -> {
            db.call("ROLLBACK").run(); // as SQLite itself does when the disk fails
            throw new SQLiteException("gone", SQLiteErrorCode.SQLITE_IOERR_WRITE);
          });
      gate.awaitQueued(2);
      after = scenario.async(db -> insert(db, 3));
      gate.awaitQueued(3);
    }
    assertThat(codeOf(before)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(codeOf(culprit)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(after.get()).isEqualTo(1);
    assertThat(scenario.ids()).containsExactly(3L);
  }

  @Test
  void an_error_in_a_unit_fails_that_unit() {
    MediakeepException failure =
        catchThrowableOfType(
            MediakeepException.class,
            () ->
                scenario.writer.write(
                    "overflowing",
                    db -> {
                      throw new StackOverflowError();
                    }));
    assertThat(failure).hasRootCauseInstanceOf(StackOverflowError.class);
    scenario.writer.write("adding", db -> insert(db, 1));
    assertThat(scenario.ids()).containsExactly(1L);
  }

  @Test
  void nobody_hangs_when_the_thread_dies() throws Exception {
    Logger.getLogger(GroupCommitWriter.class.getName()).setLevel(Level.OFF);
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    try (WriterScenario.Gate gate = scenario.closeGate()) {
      for (int id = 0; id < 20; id++) {
        answers.add(scenario.async(db -> 1));
      }
      gate.awaitQueued(20);
      scenario.commit.failWith(new OutOfMemoryError("planted"));
    }
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(failure(answer)).isInstanceOf(MediakeepException.class);
    }
    assertThat(codeOf(() -> scenario.writer.write("adding", db -> 1)))
        .isEqualTo(ErrorCode.STORE_CLOSED);
  }
}
