--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0018-create-job-event.sql

-- Written by triggers on job only, and removed before its job is.
--changeset mediakeep:0018-create-job-event
CREATE TABLE job_event (
  number          INTEGER NOT NULL PRIMARY KEY,
  job_number      INTEGER NOT NULL,
  at              INTEGER NOT NULL,
  command         TEXT,
  state           TEXT    NOT NULL,
  percent         INTEGER,
  message         TEXT,
  failure_kind    TEXT,
  failure_message TEXT
) STRICT;
--rollback DROP TABLE job_event;
