--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0019-create-job-log.sql

-- last_number: the end of the log when lines were last purged. A number is never given twice, also when the last lines
-- were purged: listeners remember how far they have read. filed_job, filed_event: the last ones in job_by_owner and
-- job_event_by_job.
--changeset mediakeep:0019-create-job-log
CREATE TABLE job_log (
  one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  last_number INTEGER NOT NULL,
  filed_job   INTEGER NOT NULL,
  filed_event INTEGER NOT NULL
) STRICT;
INSERT INTO job_log (one, last_number, filed_job, filed_event) VALUES (1, 0, 0, 0);
--rollback DROP TABLE job_log;
