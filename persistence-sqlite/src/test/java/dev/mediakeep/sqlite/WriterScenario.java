package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A writer over a database with one table, whose COMMIT can be made to fail. */
final class WriterScenario implements AutoCloseable {
  static final int QUEUE = 64;
  private static final String INSERT = "INSERT INTO entry (id, body) VALUES (?, zeroblob(?))";
  private static final int SMALL = 10;
  private static final WriterLimits LIMITS =
      new WriterLimits(
          QUEUE, Duration.ofMillis(50), 256, Duration.ofSeconds(5), Duration.ofMinutes(1), 1_000);

  final FaultyConnection commit;
  final GroupCommitWriter writer;

  WriterScenario(Path folder) throws Exception {
    Path file = folder.resolve("app.db");
    DatabaseFile.createIfMissing(file);
    commit =
        new FaultyConnection(
            Connections.openForSqlTransactions(file, Duration.ofSeconds(1)), "COMMIT");
    Session session = new Session(commit.connection());
    session.execute("PRAGMA journal_mode = WAL");
    session.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, body BLOB) STRICT");
    WriteAheadLog log = new WriteAheadLog(session, JournalMode.WAL, LIMITS::logFrames, 1_000);
    writer = GroupCommitWriter.start("test-writer", session, log, LIMITS);
  }

  @Override
  public void close() {
    commit.failWith(null);
    writer.close();
  }

  /** Stops the writer in a unit of its own, so that what comes meanwhile makes one group. */
  Gate closeGate() throws InterruptedException {
    return new Gate();
  }

  final class Gate implements AutoCloseable {
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

  <T> CompletableFuture<T> async(SqlWork<T> unit) {
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

  static int insert(Session db, long id) throws SQLException {
    return insert(db, id, SMALL);
  }

  static int insert(Session db, long id, long bytes) throws SQLException {
    return db.call(INSERT).with(id).with(bytes).update();
  }

  static int insertThenFail(Session db, long id) throws SQLException {
    insert(db, id);
    throw new IllegalStateException("planted");
  }

  List<Long> ids() {
    return writer.write(
        "listing", db -> db.call("SELECT id FROM entry ORDER BY id").all(Row::number));
  }

  static boolean isAnswered(CompletableFuture<?> answer) throws Exception {
    try {
      answer.get(10, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  static Throwable failure(CompletableFuture<?> answer)
      throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("answered with " + answer.get(10, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  static ErrorCode codeOf(CompletableFuture<?> answer) throws Exception {
    return ((MediakeepException) failure(answer)).code();
  }

  static ErrorCode codeOf(Runnable call) {
    return catchThrowableOfType(MediakeepException.class, call::run).code();
  }
}
