--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0020-create-job-address.sql

--changeset mediakeep:0020-create-job-address
CREATE TABLE job_address (
  address TEXT    NOT NULL PRIMARY KEY,
  queued  INTEGER NOT NULL CHECK (queued >= 0),
  running INTEGER NOT NULL CHECK (running >= 0)
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE job_address;
