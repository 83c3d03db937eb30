package dev.mediakeep.sqlite;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.KeyClaim;
import dev.mediakeep.job.NewJob;
import java.sql.SQLException;
import java.util.Optional;

/** Which job each key of an owner stands for, in the transaction that a session is in. */
final class JobKeys {
  private final Session session;

  JobKeys(Session session) {
    this.session = session;
  }

  /** The job that the key of a request stands for; empty where it has none, or a new one. */
  Optional<JobId> find(NewJob asked) throws SQLException {
    return asked.key().isEmpty() ? Optional.empty() : find(asked, asked.key().get());
  }

  private Optional<JobId> find(NewJob asked, IdempotencyKey key) throws SQLException {
    return session
        .call(JobSql.FIND_KEY)
        .with(asked.request().owner().value())
        .with(key.value())
        .with(asked.now().toEpochMilli())
        .first(row -> JobRows.jobId(row.text()));
  }

  /** The key that stands for a job the longest. */
  Optional<KeyClaim> of(JobId job) throws SQLException {
    return session
        .call(JobRecoverySql.FIND_KEY_OF_JOB)
        .with(job.toString())
        .first(row -> new KeyClaim(new IdempotencyKey(row.text()), row.time()));
  }

  /** Lets the key of a request, where it has one, stand for it. */
  void put(NewJob asked) throws SQLException {
    if (asked.key().isPresent()) {
      KeyClaim claim = new KeyClaim(asked.key().get(), asked.now().plus(NewJob.KEY_TERM));
      put(asked.request().owner(), asked.id(), claim);
    }
  }

  void put(OwnerId owner, JobId job, KeyClaim claim) throws SQLException {
    session
        .call(JobSql.PUT_KEY)
        .with(owner.value())
        .with(claim.key().value())
        .with(job.toString())
        .with(claim.until().toEpochMilli())
        .update();
  }
}
