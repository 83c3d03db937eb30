package dev.mediakeep.sqlite;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobHistory;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobRecovery;
import dev.mediakeep.job.KeyClaim;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LogPosition;
import dev.mediakeep.job.NewJob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What SQLite knows of jobs for their manifests, and gets back from them. */
final class SqliteJobRecovery implements JobRecovery {
  private final ReadPool reads;
  private final Writes writes;
  private final SharedLedger ledgers;
  private final JobMachine machine;

  SqliteJobRecovery(ReadPool reads, Writes writes, SharedLedger ledgers, JobMachine machine) {
    this.reads = reads;
    this.writes = writes;
    this.ledgers = ledgers;
    this.machine = machine;
  }

  @Override
  public LogPosition position() {
    return reads.readAtOneMoment(
        "reading the end of the log of jobs",
        session ->
            new LogPosition(
                session.call(JobRecoverySql.FIND_LINEAGE).first(Row::text).orElse(""),
                session.call(LedgerSql.LAST_EVENT).first(Row::number).orElseThrow()));
  }

  @Override
  public void begin(LogPosition from) {
    writes.writeFromReserve(
        "beginning a lineage of jobs",
        session -> {
          session.call(JobRecoverySql.PUT_LINEAGE).with(from.lineage()).update();
          ledgers.on(session).numbers().raiseLastLine(from.number());
          return session.call(JobRecoverySql.RAISE_LAST_EVENT).with(from.number()).update();
        });
  }

  @Override
  public Optional<JobHistory> history(JobId id, long after) {
    return reads.readAtOneMoment(
        "reading the history of a job",
        session -> {
          Optional<Job> job = session.call(JobSql.FIND_JOB).with(id.toString()).first(JobRows::job);
          if (job.isEmpty()) {
            return Optional.empty();
          }
          List<JobEntry> lines =
              session
                  .call(JobSql.LIST_EVENTS_OF_JOB)
                  .with(id.toString())
                  .with(after)
                  .with(JobSql.UNLIMITED)
                  .all(JobRows::entry);
          return Optional.of(new JobHistory(job.get(), new JobKeys(session).of(id), lines));
        });
  }

  @Override
  public Job takeBack(Job told, Optional<KeyClaim> key, Instant now) {
    return writes.writeFromReserve(
        "taking a job back",
        ledgers.unit((session, ledger) -> {
          JobChanges changes = new JobChanges(session, machine, ledger);
          if (changes.find(told.id()).isEmpty()) {
            LaneRule.requireKnown(told.request().lane(), lane -> ledger.lane(lane).isPresent());
            Instant then = told.createdAt();
            changes.insert(
                new NewJob(told.id(), told.request(), Optional.empty(), then).job(), then);
          }
          Job back =
              switch (changes.change(told.id(), new JobCommand.TakeBack(told), now)) {
                case JobChange.Done(Job job) -> job;
                case JobChange.Refused refused ->
                    throw new IllegalStateException(refused.toString());
                case JobChange.Absent absent -> throw new IllegalStateException(absent.toString());
              };
          if (key.isPresent()) {
            new JobKeys(session).put(back.request().owner(), back.id(), key.get());
          }
          return back;
        }));
  }
}
