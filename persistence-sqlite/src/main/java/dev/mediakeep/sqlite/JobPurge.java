package dev.mediakeep.sqlite;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.PurgeSlice;
import java.sql.SQLException;
import java.util.List;

/** Removes what ended long ago, in one transaction that is to be short. */
final class JobPurge {
  private final Session session;
  private final JobLedger ledger;
  private final long before;
  private final int most;

  private record Ended(long number, JobId id, String owner) {}

  /**
   * A slice.
   *
   * @param before in milliseconds since 1970: what ended at that time stays
   * @param most how many rows it may remove of each kind; of jobs and their lines together
   */
  JobPurge(Session session, JobLedger ledger, long before, int most) {
    this.session = session;
    this.ledger = ledger;
    this.before = before;
    this.most = most;
  }

  PurgeSlice slice() throws SQLException {
    forgetIdleOwners();
    ledger.numbers().file(session);
    int keys = session.call(JobSql.DELETE_OLD_KEYS).with(before).with(most).update();
    int messages = SqliteWebhookOutbox.purgeEndedBefore(session, before, most);
    session.call(LedgerSql.KEEP_LAST_EVENT).with(ledger.numbers().lastLine()).update();
    int left = most;
    int purged = 0;
    for (Ended job : ended()) {
      left -= left == 0 ? 0 : deleteLines(job, left);
      if (left > 0) {
        delete(job);
        left--;
        purged++;
      }
    }
    return new PurgeSlice(purged, left == 0 || Math.max(keys, messages) == most);
  }

  private void forgetIdleOwners() throws SQLException {
    for (LedgerLane.Turn idle : ledger.forgetIdle(most)) {
      session
          .call(LedgerSql.DELETE_TURN)
          .with(idle.lane.name().toString())
          .with(idle.owner.value())
          .update();
    }
  }

  private List<Ended> ended() throws SQLException {
    return session
        .call(JobSql.LIST_ENDED)
        .with(before)
        .with(most)
        .all(row -> new Ended(row.number(), JobRows.jobId(row.text()), row.text()));
  }

  private int deleteLines(Ended job, int atMost) throws SQLException {
    int deleted = session.call(JobSql.DELETE_LINES).with(job.number()).with(atMost).update();
    session.call(JobSql.DELETE_FILED_LINES).with(job.number()).with(atMost).update();
    return deleted;
  }

  private void delete(Ended job) throws SQLException {
    session.call(JobSql.DELETE_FILED_JOB).with(job.owner()).with(job.id().toString()).update();
    session.call(JobSql.DELETE_JOB).with(job.number()).update();
    ledger.cache().remove(job.id());
  }
}
