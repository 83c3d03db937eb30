package dev.mediakeep.sqlite;

import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import java.sql.SQLException;

/** Reads the ledger of a database. */
final class LedgerLoad {
  private LedgerLoad() {}

  private record Paid(Lane lane, OwnerId owner, long until) {}

  /** The ledger of the jobs that this session sees. */
  static JobLedger read(Session session) throws SQLException {
    JobLedger ledger = new JobLedger(session.undo(), JobNumbers.read(session));
    session.call(LedgerSql.LIST_LANES).all(LedgerLoad::lane).forEach(ledger::putLane);
    for (Paid paid : session.call(LedgerSql.LIST_TURNS).all(LedgerLoad::paid)) {
      LedgerLane lane = ledger.lane(paid.lane()).orElseThrow();
      lane.pay(lane.turn(paid.owner()), paid.until());
    }
    session.call(LedgerSql.LIST_OPEN).each(row -> ledger.put(JobRows.open(row), row.number()));
    return ledger;
  }

  private static LedgerLane lane(Row row) throws SQLException {
    LaneRule rule = new LaneRule(Lane.parse(row.text()), (int) row.number(), (int) row.number());
    return new LedgerLane(
        rule, JobRows.MODES.parse(row.text()), row.optionalTime(), row.number(), row.number());
  }

  private static Paid paid(Row row) throws SQLException {
    return new Paid(Lane.parse(row.text()), new OwnerId(row.text()), row.number());
  }
}
