package dev.mediakeep.sqlite;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.PurgeSlice;
import java.sql.SQLException;
import java.util.List;

/**
 * Removes what ended long ago, in one transaction that is to be short. What that is, is read before
 * it, since there may be many jobs that a key keeps, and looked at again in it.
 */
final class JobPurge {
  private final long before;
  private final long now;
  private final int most;

  /** A job that is to be removed. */
  record Ended(long number, JobId id, String owner) {}

  /**
   * A slice; times are in milliseconds since 1970.
   *
   * @param before what ended at that time stays
   * @param now jobs that a key stands for then stay
   * @param most how many rows it may remove of each kind; of jobs and their lines together
   */
  JobPurge(long before, long now, int most) {
    this.before = before;
    this.now = now;
    this.most = most;
  }

  /** The jobs that a slice would remove, if it had room for all of them. */
  List<Ended> list(Session session) throws SQLException {
    return session
        .call(JobSql.LIST_ENDED)
        .with(before)
        .with(now)
        .with(most)
        .all(row -> new Ended(row.number(), JobRows.jobId(row.text()), row.text()));
  }

  PurgeSlice slice(Session session, JobLedger ledger, List<Ended> listed) throws SQLException {
    forgetIdleOwners(session, ledger);
    ledger.numbers().file(session);
    int keys = session.call(JobSql.DELETE_OLD_KEYS).with(before).with(most).update();
    int messages = SqliteWebhookOutbox.purgeEndedBefore(session, before, most);
    session.call(LedgerSql.KEEP_LAST_EVENT).with(ledger.numbers().lastLine()).update();
    int left = most;
    int purged = 0;
    for (Ended job : listed) {
      if (left > 0 && mayGo(session, job)) {
        left -= deleteLines(session, job, left);
        if (left > 0) {
          delete(session, job);
          ledger.cache().remove(job.id());
          left--;
          purged++;
        }
      }
    }
    return new PurgeSlice(purged, left == 0 || Math.max(keys, messages) == most);
  }

  private void forgetIdleOwners(Session session, JobLedger ledger) throws SQLException {
    for (LedgerLane.Turn idle : ledger.forgetIdle(most)) {
      session
          .call(LedgerSql.DELETE_TURN)
          .with(idle.lane.name().toString())
          .with(idle.owner.value())
          .update();
    }
  }

  /** It may be in line again since it was listed. */
  private boolean mayGo(Session session, Ended job) throws SQLException {
    return session
        .call(JobSql.FIND_ENDED)
        .with(job.number())
        .with(before)
        .with(now)
        .first(Row::number)
        .isPresent();
  }

  private static int deleteLines(Session session, Ended job, int atMost) throws SQLException {
    int deleted = session.call(JobSql.DELETE_LINES).with(job.number()).with(atMost).update();
    session.call(JobSql.DELETE_FILED_LINES).with(job.number()).with(atMost).update();
    return deleted;
  }

  private static void delete(Session session, Ended job) throws SQLException {
    session.call(JobSql.DELETE_FILED_JOB).with(job.owner()).with(job.id().toString()).update();
    session.call(JobSql.DELETE_JOB).with(job.number()).update();
  }
}
