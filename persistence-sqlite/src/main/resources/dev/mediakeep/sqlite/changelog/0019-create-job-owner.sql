--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0019-create-job-owner.sql

--changeset mediakeep:0019-create-job-owner
CREATE TABLE job_owner (
  owner   TEXT    NOT NULL PRIMARY KEY,
  queued  INTEGER NOT NULL CHECK (queued >= 0),
  running INTEGER NOT NULL CHECK (running >= 0)
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE job_owner;
