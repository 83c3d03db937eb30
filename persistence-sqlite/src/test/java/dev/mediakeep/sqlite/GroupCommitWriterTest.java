package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

@Timeout(30)
final class GroupCommitWriterTest {
  private static final String INSERT = "INSERT INTO entry (id, body) VALUES (?, zeroblob(?))";
  private static final int SMALL = 10;
  private static final int LARGE = 100_000;

  @TempDir private Path folder;
  private FaultyConnection faulty;
  private Session session;
  private GroupCommitWriter writer;

  @BeforeEach
  void start() throws Exception {
    Path file = folder.resolve("app.db");
    DatabaseFile.createIfMissing(file);
    faulty = new FaultyConnection(Connections.openWriting(file, Duration.ofSeconds(1)), "COMMIT");
    session = new Session(faulty.connection());
    session.execute("PRAGMA journal_mode = WAL");
    session.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, body BLOB) STRICT");
    writer =
        start(
            new WriterLimits(
                64,
                Duration.ofMillis(50),
                256,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                1_000));
  }

  private GroupCommitWriter start(WriterLimits limits) {
    WriteAheadLog log = new WriteAheadLog(session, JournalMode.WAL, limits.logFrames(), 1_000);
    return GroupCommitWriter.start("test-writer", session, log, limits);
  }

  @AfterEach
  void close() {
    faulty.failWith(null);
    writer.close();
  }

  @Test
  void answers_with_what_the_unit_returns() {
    int answer = writer.write("counting", db -> 42);
    assertThat(answer).isEqualTo(42);
  }

  @Test
  void units_that_queued_up_share_one_commit() throws Exception {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    int before = faulty.runs();
    try (Gate gate = closeGate()) {
      for (int id = 0; id < 60; id++) {
        int number = id;
        answers.add(async(db -> insert(db, number)));
      }
      gate.awaitQueued(60);
    }
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(1);
    }
    assertThat(faulty.runs() - before).isEqualTo(1);
  }

  @Test
  void one_failing_unit_among_many_is_undone_alone() throws Exception {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    try (Gate gate = closeGate()) {
      for (int id = 0; id < 60; id++) {
        int number = id;
        answers.add(async(db -> number == 30 ? insertThenFail(db, number) : insert(db, number)));
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
    assertThat(ids()).hasSize(59).doesNotContain(30L);
  }

  @Test
  void a_unit_that_fails_first_does_not_harm_the_next() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> writer.write("failing", db -> insertThenFail(db, 1)));
    writer.write("adding", db -> insert(db, 2));
    assertThat(ids()).containsExactly(2L);
  }

  @Test
  void a_violated_rule_fails_its_unit_only() throws Exception {
    writer.write("adding", db -> insert(db, 1));
    CompletableFuture<Integer> before;
    CompletableFuture<Integer> twice;
    CompletableFuture<Integer> after;
    try (Gate gate = closeGate()) {
      before = async(db -> insert(db, 2));
      gate.awaitQueued(1);
      twice = async(db -> insert(db, 3) + insert(db, 1));
      gate.awaitQueued(2);
      after = async(db -> insert(db, 4));
      gate.awaitQueued(3);
    }
    assertThat(codeOf(twice)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(before.get() + after.get()).isEqualTo(2);
    assertThat(ids()).containsExactly(1L, 2L, 4L);
  }

  @Test
  void a_failed_commit_fails_all_of_its_group() throws Exception {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    try (Gate gate = closeGate()) {
      for (int id = 0; id < 5; id++) {
        int number = id;
        answers.add(async(db -> insert(db, number)));
      }
      answers.add(async(db -> 0)); // also one that writes nothing: it may have read the others
      gate.awaitQueued(6);
      faulty.failWith(new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL));
    }
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(codeOf(answer)).isEqualTo(ErrorCode.DISK_FULL);
    }
    faulty.failWith(null);
    writer.write("adding", db -> insert(db, 9));
    assertThat(ids()).containsExactly(9L);
  }

  @Test
  void a_full_disk_is_told_and_the_rest_of_the_group_is_kept() throws Exception {
    writer.write(
        "limiting", db -> db.call("PRAGMA max_page_count = 20").first(Row::number).orElseThrow());
    CompletableFuture<Integer> small;
    CompletableFuture<Integer> large;
    try (Gate gate = closeGate()) {
      small = async(db -> insert(db, 1));
      gate.awaitQueued(1);
      large = async(db -> insert(db, 2, LARGE));
      gate.awaitQueued(2);
    }
    assertThat(codeOf(large)).isEqualTo(ErrorCode.DISK_FULL);
    assertThat(isAnswered(small)).isEqualTo(ids().contains(1L));
    assertThat(ids()).doesNotContain(2L);
    writer.write("adding", db -> insert(db, 3));
    assertThat(ids()).contains(3L);
  }

  @Test
  void a_transaction_that_sqlite_gave_up_fails_all_of_its_group() throws Exception {
    CompletableFuture<Integer> before;
    CompletableFuture<Integer> culprit;
    CompletableFuture<Integer> after;
    try (Gate gate = closeGate()) {
      before = async(db -> insert(db, 1));
      gate.awaitQueued(1);
      culprit =
          async(db -> {
            db.call("ROLLBACK").run(); // as SQLite itself does when the disk fails
            throw new SQLiteException("gone", SQLiteErrorCode.SQLITE_IOERR_WRITE);
          });
      gate.awaitQueued(2);
      after = async(db -> insert(db, 3));
      gate.awaitQueued(3);
    }
    assertThat(codeOf(before)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(codeOf(culprit)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(after.get()).isEqualTo(1);
    assertThat(ids()).containsExactly(3L);
  }

  @Test
  void a_full_queue_is_told_as_busy() throws Exception {
    List<CompletableFuture<Integer>> queued = new ArrayList<>();
    try (Gate gate = closeGate()) {
      for (int id = 0; id < 64; id++) {
        int number = id;
        queued.add(async(db -> insert(db, number)));
      }
      gate.awaitQueued(64);
      MediakeepException busy =
          catchThrowableOfType(
              MediakeepException.class, () -> writer.write("adding", db -> insert(db, 99)));
      assertThat(busy.code()).isEqualTo(ErrorCode.STORE_BUSY);
      assertThat(busy.isRetryable()).isTrue();
    }
    for (CompletableFuture<Integer> answer : queued) {
      assertThat(answer.get()).isEqualTo(1);
    }
    assertThat(ids()).hasSize(64).doesNotContain(99L);
  }

  @Test
  void an_interrupt_keeps_the_answer_and_the_interrupt() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller;
    try (Gate gate = closeGate()) {
      caller =
          Thread.ofVirtual()
              .start(() -> {
                writer.write("adding", db -> insert(db, 1));
                interrupted.complete(Thread.currentThread().isInterrupted());
              });
      gate.awaitQueued(1);
      caller.interrupt();
    }
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void close_finishes_what_is_queued() throws Exception {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    CompletableFuture<Void> closing;
    try (Gate gate = closeGate()) {
      for (int id = 0; id < 10; id++) {
        int number = id;
        answers.add(async(db -> insert(db, number)));
      }
      gate.awaitQueued(10);
      closing = CompletableFuture.runAsync(writer::close);
    }
    closing.get(10, TimeUnit.SECONDS);
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(1);
    }
    writer.close();
    assertThat(codeOf(() -> writer.write("adding", db -> 1))).isEqualTo(ErrorCode.STORE_CLOSED);
  }

  @Test
  void an_error_in_a_unit_fails_that_unit() {
    MediakeepException failure =
        catchThrowableOfType(
            MediakeepException.class,
            () ->
                writer.write(
                    "overflowing",
                    db -> {
                      throw new StackOverflowError();
                    }));
    assertThat(failure).hasRootCauseInstanceOf(StackOverflowError.class);
    writer.write("adding", db -> insert(db, 1));
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void nobody_hangs_when_the_thread_dies() throws Exception {
    Logger.getLogger(GroupCommitWriter.class.getName()).setLevel(Level.OFF);
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    try (Gate gate = closeGate()) {
      for (int id = 0; id < 20; id++) {
        answers.add(async(db -> 1));
      }
      gate.awaitQueued(20);
      faulty.failWith(new OutOfMemoryError("planted"));
    }
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(failure(answer)).isInstanceOf(MediakeepException.class);
    }
    assertThat(codeOf(() -> writer.write("adding", db -> 1))).isEqualTo(ErrorCode.STORE_CLOSED);
  }

  /** Stops the writer in a unit of its own, so that what comes meanwhile makes one group. */
  private Gate closeGate() throws InterruptedException {
    return new Gate();
  }

  private final class Gate implements AutoCloseable {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final CompletableFuture<Boolean> passed;

    Gate() throws InterruptedException {
      passed =
          async(db -> {
            entered.countDown();
            awaitQuietly(open);
            return true;
          });
      entered.await();
    }

    void awaitQueued(int units) {
      while (writer.queued() < units) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      open.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> CompletableFuture<T> async(SqlWork<T> unit) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(writer.write("testing", unit));
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private static int insert(Session db, long id) throws SQLException {
    return insert(db, id, SMALL);
  }

  private static int insert(Session db, long id, long bytes) throws SQLException {
    return db.call(INSERT).with(id).with(bytes).update();
  }

  private static int insertThenFail(Session db, long id) throws SQLException {
    insert(db, id);
    throw new IllegalStateException("planted");
  }

  private List<Long> ids() {
    return writer.write(
        "listing", db -> db.call("SELECT id FROM entry ORDER BY id").all(Row::number));
  }

  private static boolean isAnswered(CompletableFuture<?> answer) throws Exception {
    try {
      answer.get(10, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static Throwable failure(CompletableFuture<?> answer)
      throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("answered with " + answer.get(10, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private static ErrorCode codeOf(CompletableFuture<?> answer) throws Exception {
    return ((MediakeepException) failure(answer)).code();
  }

  private static ErrorCode codeOf(Runnable call) {
    return catchThrowableOfType(MediakeepException.class, call::run).code();
  }
}
