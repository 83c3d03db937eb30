package dev.mediakeep.sqlite;

import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ledger of a store. The writer's thread changes it, any thread asks it. */
final class SharedLedger {
  private final Loader loader;
  private volatile @Nullable JobLedger ledger;

  /** Has the ledger read on a session that sees what was changed last. */
  @FunctionalInterface
  private interface Loader {
    JobLedger load(SharedLedger into);
  }

  private SharedLedger(Loader loader) {
    this.loader = loader;
  }

  /** The ledger of a store that writes: read when somebody first asks, and kept. */
  static SharedLedger keptBy(Writes writes) {
    return new SharedLedger(into -> writes.write("counting jobs", into::on));
  }

  /** The ledger of a store that only reads: anew for each question, as another process writes. */
  static SharedLedger readFrom(ReadPool reads) {
    return new SharedLedger(into -> reads.read("counting jobs", LedgerLoad::read));
  }

  /** The ledger, for a unit of work. */
  JobLedger on(Session session) throws SQLException {
    JobLedger known = ledger;
    if (known == null) {
      known = LedgerLoad.read(session);
      ledger = known;
    }
    return known;
  }

  /** Asks it, from any thread. */
  <T> T ask(Function<JobLedger, T> question) {
    JobLedger known = ledger;
    return question.apply(known == null ? loader.load(this) : known);
  }
}
