--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0022-create-job-key.sql

-- A key outlives its job, which may have been purged: the same request must not be done twice.
--changeset mediakeep:0022-create-job-key
CREATE TABLE job_key (
  owner       TEXT    NOT NULL,
  key         TEXT    NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  job_id      TEXT    NOT NULL,
  valid_until INTEGER NOT NULL,
  PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE job_key;
