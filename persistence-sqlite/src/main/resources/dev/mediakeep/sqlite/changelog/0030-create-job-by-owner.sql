--liquibase formatted sql logicalFilePath:dev/mediakeep/sqlite/changelog/0030-create-job-by-owner.sql

-- The jobs of each owner, up to job_log.filed_job: filed many at a time, so that a page takes several of an owner's.
--changeset mediakeep:0030-create-job-by-owner
CREATE TABLE job_by_owner (
  owner TEXT NOT NULL,
  id    TEXT NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;
--rollback DROP TABLE job_by_owner;
