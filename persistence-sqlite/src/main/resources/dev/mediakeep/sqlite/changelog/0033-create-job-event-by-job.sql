--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0033-create-job-event-by-job.sql

-- The lines of each job, up to job_log.filed_event: filed as jobs are under their owners.
--changeset mediakeep:0033-create-job-event-by-job
CREATE TABLE job_event_by_job (
  job_number INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  PRIMARY KEY (job_number, number)
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE job_event_by_job;
