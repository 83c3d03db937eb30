package dev.mediakeep.sqlite;

import static java.lang.System.Logger.Level.ERROR;

import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ledger of a store. The writer's thread changes it, any thread asks it. */
final class SharedLedger {
  private static final System.Logger LOGGER = System.getLogger(SharedLedger.class.getName());

  private final Source source;
  private volatile @Nullable JobLedger ledger;

  /** Why the ledger is read again; of the writer's thread only. */
  private @Nullable LedgerMismatchException mismatch;

  /** Where a ledger comes from that somebody asks who is not the writer. */
  private interface Source {
    /** Has the ledger read on a session that sees what was changed last. */
    JobLedger load(SharedLedger into);

    /** Throws that the store is closed, where it is; a ledger in memory would not notice. */
    default void requireOpen() {}
  }

  private SharedLedger(Source source) {
    this.source = source;
  }

  /** The ledger of a store that writes: read when somebody first asks, and kept. */
  static SharedLedger keptBy(Writes writes) {
    return new SharedLedger(
        new Source() {
          @Override
          public JobLedger load(SharedLedger into) {
            return writes.write("counting jobs", into::on);
          }

          @Override
          public void requireOpen() {
            writes.requireOpen();
          }
        });
  }

  /** The ledger of a store that only reads: anew for each question, as another process writes. */
  static SharedLedger readFrom(ReadPool reads) {
    return new SharedLedger(into -> reads.readAtOneMoment("counting jobs", LedgerLoad::read));
  }

  /** A unit of work on the rows of jobs and on what is remembered of them. */
  @FunctionalInterface
  interface Work<T> {
    T on(Session session, JobLedger ledger) throws SQLException;
  }

  /** A unit for the writer. Where it finds the ledger wrong, the next one reads that again. */
  <T> SqlWork<T> unit(Work<T> work) {
    return session -> {
      try {
        return work.on(session, on(session));
      } catch (LedgerMismatchException e) {
        forget(session, e);
        throw e;
      }
    };
  }

  /** The ledger, for a unit of work. */
  JobLedger on(Session session) throws SQLException {
    JobLedger known = ledger;
    if (known == null) {
      session.prepareCommit(); // a ledger that was forgotten in this group may have left some
      known = LedgerLoad.read(session);
      ledger = known;
      tell(mismatch);
      mismatch = null;
    }
    return known;
  }

  /** Somebody else has changed the rows, or we have a mistake; a unit may have been spared it. */
  private static void tell(@Nullable LedgerMismatchException why) {
    if (why != null) {
      LOGGER.log(ERROR, "jobs in memory were not as in the database; they were read again", why);
    }
  }

  private void forget(Session session, LedgerMismatchException why) {
    mismatch = why;
    ledger = null;
    // One that is read meanwhile has seen what the database takes back when this is run.
    session.undo().add(() -> ledger = null);
  }

  /** Asks it, from any thread. */
  <T> T ask(Function<JobLedger, T> question) {
    source.requireOpen();
    JobLedger known = ledger;
    return question.apply(known == null ? source.load(this) : known);
  }
}
